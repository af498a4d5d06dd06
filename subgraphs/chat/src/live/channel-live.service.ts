import { type LogEvent, type RequestContext, follow, streamCursor } from '@parley/kit';
import { accessChannel } from '../channel/channel.access.js';
import { channelStream } from '../events.js';
import { ReadingRight, accessChangedBy } from './reading-right.js';
import { through } from './through.js';

/**
 * Everything that happens in a channel. A shared execution has no viewer: it says whose right a row may have changed,
 * and the gateway, which asked for each viewer's right before, asks for theirs again. Whoever is served alone is asked
 * about here, and the stream ends in the place of the row that took their right away.
 */
export async function followChannel(
  ctx: RequestContext,
  channelId: string,
  after: string | null | undefined,
): Promise<AsyncGenerator<LogEvent, void, undefined>> {
  const stream = channelStream(channelId);
  if (ctx.caller.shared) return follow(ctx, stream, after, { access: accessChangedBy });
  const { channel } = await accessChannel(ctx, channelId, 'READ');
  // Without a cursor it begins where the right was seen to stand: a removal right after that must not be passed over.
  const rows = follow(ctx, stream, after ?? streamCursor(stream, channel.liveSeq));
  const right = new ReadingRight(ctx, channel);
  return through(rows, (source) => whileReading(right, source));
}

async function* whileReading(
  right: ReadingRight,
  rows: AsyncGenerator<LogEvent, void, undefined>,
): AsyncGenerator<LogEvent, void, undefined> {
  for await (const event of rows) {
    if (!(await right.outlasts(accessChangedBy(event), event.seq))) return;
    yield event;
  }
}
