import type { RequestContext } from '@parley/kit';
import { announce } from '../channel/announce.service.js';
import { catchUpInThreads } from './follow.store.js';
import { recountThreads } from './thread.store.js';

/**
 * Tells a thread that messages of it went: deleted, withdrawn or expired. Call it inside the transaction that takes
 * them away, after it has locked the channel.
 */
export async function threadLost(
  ctx: RequestContext,
  message: { readonly channelId: string; readonly threadId: string | null },
): Promise<void> {
  if (message.threadId === null) return;
  await recountThreads(ctx.db, [message.threadId]);
  await announce(ctx, message.channelId, 'threadChanged', { threadId: message.threadId });
}

/** People who come back into a channel begin at the present, also in the threads that they followed. */
export const threadsCaughtUp = (
  ctx: RequestContext,
  channelId: string,
  personIds: readonly string[],
): Promise<void> => catchUpInThreads(ctx.db, channelId, personIds);

/** Adds up threads whose messages were written all at once. */
export const addUpThreads = (ctx: RequestContext, ids: readonly string[]): Promise<void> =>
  recountThreads(ctx.db, ids);
