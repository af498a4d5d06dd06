import { type RequestContext, load } from '@parley/kit';
import { batchOf } from '../batch.js';
import { newestMessages } from './message.store.js';
import type { MessageRow } from './message.table.js';

const findNewest = batchOf(newestMessages);

/** The newest message of a channel that is being read. */
export const newestMessage = async (ctx: RequestContext, channelId: string): Promise<MessageRow | null> =>
  (await load(ctx, findNewest, channelId)) ?? null;
