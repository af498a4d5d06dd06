import { batchOf, load, type RequestContext } from '@parley/kit';
import { newestMessages } from './message.store.js';
import type { MessageRow } from './message.table.js';

const findNewest = batchOf(newestMessages);

/** The newest message of a channel that is being read. */
export const newestMessage = async (ctx: RequestContext, channelId: string): Promise<MessageRow | null> =>
  (await load(ctx, findNewest, channelId)) ?? null;
