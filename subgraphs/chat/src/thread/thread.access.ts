import { batchOf, forbidden, load, notFound, refusedBy, type RequestContext } from '@parley/kit';
import { peekChannel } from '../channel/channel.access.js';
import type { Standing } from '../channel/channel.table.js';
import { THREAD_RIGHTS, type Talked, type ThreadRight, decideOnThread } from './thread.rules.js';
import { threadsById } from './thread.store.js';
import type { ThreadAt } from './thread.table.js';

/** A thread and the viewer's place in its channel. */
export interface ThreadStanding {
  readonly thread: ThreadAt;
  readonly standing: Standing;
}

/** Batch: threads by id, whoever asks. */
export const findThreads = batchOf(threadsById);

/** A thread, if the viewer may read its channel. */
export async function peekThread(ctx: RequestContext, threadId: string): Promise<ThreadStanding | null> {
  const thread = await load(ctx, findThreads, threadId);
  if (!thread) return null;
  const standing = await peekChannel(ctx, thread.channelId);
  return standing && { thread, standing };
}

/**
 * The only door to a thread on a viewer's behalf. A hidden channel is not betrayed: it is the thread that is not found.
 * @throws NOT_FOUND where it is hidden or absent, FORBIDDEN where it is seen but that may not be done
 */
export async function accessThread(
  ctx: RequestContext,
  threadId: string,
  right: ThreadRight,
): Promise<ThreadStanding> {
  const found = await peekThread(ctx, threadId);
  if (!found) throw notFound('Thread');
  const decision = decideOnThread(ctx.viewer, found, right);
  if (decision.allowed) return found;
  throw refusedBy(decision);
}

/**
 * A thread that the viewer reads as a member of its channel: whoever follows it is told of it.
 * @throws NOT_FOUND where it is hidden or absent, FORBIDDEN for those who read the channel without being in it
 */
export async function accessThreadInside(ctx: RequestContext, threadId: string): Promise<ThreadAt> {
  const { thread, standing } = await accessThread(ctx, threadId, 'READ');
  if (standing.membership?.endedAt !== null) throw forbidden('Join the channel first');
  return thread;
}

/** What the viewer may do with a thread that is being read. */
export async function rightsToThread(
  ctx: RequestContext,
  thread: Talked['thread'] & Pick<ThreadAt, 'channelId'>,
): Promise<ThreadRight[]> {
  const standing = await peekChannel(ctx, thread.channelId);
  if (!standing) return [];
  return THREAD_RIGHTS.filter((right) => decideOnThread(ctx.viewer, { thread, standing }, right).allowed);
}
