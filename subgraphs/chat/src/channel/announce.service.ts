import type { RequestContext } from '@parley/kit';
import { type ChannelLog, channelStream } from '../events.js';

/** Appends to a channel's stream; told to its readers once the transaction has committed. */
export async function announce<K extends keyof ChannelLog & string>(
  ctx: RequestContext,
  channelId: string,
  kind: K,
  data: ChannelLog[K],
): Promise<void> {
  await ctx.events.publish(channelStream(channelId), kind, data);
}
