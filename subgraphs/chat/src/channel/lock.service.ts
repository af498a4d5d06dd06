import type { RequestContext } from '@parley/kit';
import { lockChannel } from './channel.store.js';

/** Keeps a channel as it is until the transaction ends, on behalf of what may act in it whoever asks. */
export const holdChannel = (ctx: RequestContext, channelId: string): Promise<void> =>
  lockChannel(ctx.db, channelId);
