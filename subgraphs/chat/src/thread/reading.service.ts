import { type RequestContext, load, notFound } from '@parley/kit';
import { markThreadUnread, moveThreadCursor, readAllThreads } from './follow.store.js';
import { findThreads } from './thread.access.js';

/** A position in a thread of a channel that the viewer is in. */
interface Place {
  readonly channelId: string;
  readonly threadId: string;
  readonly seq: number;
}

/**
 * Moves the viewer's read cursor in a thread; nothing for a thread that they do not follow, where nothing is unread.
 * @throws NOT_FOUND where the thread is not of that channel
 */
export async function moveInThread(ctx: RequestContext, { channelId, threadId, seq }: Place) {
  await checkThreadOf(ctx, threadId, channelId);
  return moveThreadCursor(ctx.db, threadId, ctx.viewer.id, seq);
}

/** Marks what stands in a thread only as unread; whoever did not follow the thread does from now on. */
export const markInThreadUnread = (
  ctx: RequestContext,
  mark: { readonly id: string; readonly threadId: string; readonly seq: number },
): Promise<void> => markThreadUnread(ctx.db, { ...mark, personId: ctx.viewer.id });

/** Takes every thread that the viewer follows for read. */
export const readEveryThread = (ctx: RequestContext, onlyIds: readonly string[] | null): Promise<void> =>
  readAllThreads(ctx.db, ctx.viewer.id, onlyIds);

/**
 * Whether a thread is of a channel that the viewer has been let into.
 * @throws NOT_FOUND where it is not
 */
export async function checkThreadOf(ctx: RequestContext, threadId: string, channelId: string): Promise<void> {
  const thread = await load(ctx, findThreads, threadId);
  if (thread?.channelId !== channelId) throw notFound('Thread');
}
