import { type LogEvent, type RequestContext, follow } from '@parley/kit';
import { accessChannel } from '../channel/channel.access.js';
import { channelStream } from '../events.js';

/**
 * Everything that happens in a channel. The right to read it was checked at the head the channel was read with: an
 * earlier removal of the viewer is history they have come back from, a later one ends the stream in its place.
 *
 * A shared execution has no viewer: the gateway that asks for it has checked each viewer's right with a stream of
 * their own, and ends each viewer's share itself when their removal comes by.
 */
export async function followChannel(
  ctx: RequestContext,
  channelId: string,
  after: string | null | undefined,
): Promise<AsyncGenerator<LogEvent, void, undefined>> {
  if (ctx.caller.shared) return follow(ctx, channelStream(channelId), after);
  const { channel } = await accessChannel(ctx, channelId, 'READ');
  const viewerId = ctx.viewer.id;
  const isOwnRemoval = ({ kind, data }: LogEvent) =>
    kind === 'memberRemoved' && data['personId'] === viewerId;
  return follow(ctx, channelStream(channel.id), after, {
    until: (event) => isOwnRemoval(event) && event.seq > channel.liveSeq,
    deliver: (event) => !isOwnRemoval(event),
  });
}
