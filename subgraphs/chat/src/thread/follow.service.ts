import {
  batchOf,
  load,
  newId,
  notFound,
  once,
  type Page,
  pageRequest,
  type RequestContext,
  toPage,
  transaction,
} from '@parley/kit';
import { onlyChannels, peekChannel } from '../channel/channel.access.js';
import { ownTopic } from '../events.js';
import {
  type FollowRow,
  type ThreadUnread,
  countUnreadThreads,
  followedThreads,
  followsById,
  followsOf,
  setFollowLevel,
  unreadInThreads,
} from './follow.store.js';
import { accessThreadInside } from './thread.access.js';
import type { FollowThreadInput, FollowedThreadsArgs } from './thread.inputs.js';

const DEFAULT_PAGE = 30;

const findFollows = batchOf(followsById);

/** Follows a thread, mutes it, or lets only mentions through. */
export async function followThread(ctx: RequestContext, input: FollowThreadInput): Promise<FollowRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'followThread', input, async () => {
      const { id: threadId } = await accessThreadInside(inner, input.threadId);
      const follow = { id: newId('follow'), threadId, personId: inner.viewer.id, level: input.level };
      const set = await setFollowLevel(inner.db, follow);
      if (set === undefined) throw notFound('Thread');
      return { id: set };
    }),
  );
  await ctx.events.signal(ownTopic(ctx.viewer.id), {});
  return followInside(ctx, id);
}

/** A place in a thread that is known to be the viewer's. */
export async function followInside(ctx: RequestContext, id: string): Promise<FollowRow> {
  const follow = await load(ctx, findFollows, id);
  if (!follow) throw notFound('Thread');
  return follow;
}

const findOwn = (ctx: RequestContext, threadIds: readonly string[]): Promise<Map<string, FollowRow>> =>
  followsOf(ctx.db, ctx.viewer.id, threadIds);

/** The viewer's place in a thread that is being read; null for who neither follows nor muted it. */
export const ownFollow = async (ctx: RequestContext, threadId: string): Promise<FollowRow | null> =>
  (await load(ctx, findOwn, threadId)) ?? null;

/** A place in a thread that another subgraph refers to; null for everybody else's, and where reading has ended. */
export async function referToFollow(ctx: RequestContext, id: string): Promise<FollowRow | null> {
  const follow = await load(ctx, findFollows, id);
  if (follow?.personId !== ctx.viewer.id) return null;
  return (await peekChannel(ctx, follow.channelId)) && follow;
}

/** A page of the threads that the viewer follows. */
export async function readInbox(ctx: RequestContext, args: FollowedThreadsArgs): Promise<Page<FollowRow>> {
  const request = pageRequest(args, DEFAULT_PAGE);
  const asked = {
    personId: ctx.viewer.id,
    onlyIds: await onlyChannels(ctx),
    unreadOnly: args.unreadOnly ?? false,
  };
  const rows = await followedThreads(ctx.db, asked, request);
  return toPage(rows, request, ({ activeMs, id }) => [activeMs, id]);
}

const findUnread = batchOf(unreadInThreads);

/** How much of a thread its follower has not read. */
export const unreadOfFollow = async (ctx: RequestContext, followId: string): Promise<ThreadUnread> =>
  (await load(ctx, findUnread, followId)) ?? { followId, unreadCount: 0, mentionCount: 0 };

/** In how many threads something waits for the viewer. */
export const unreadThreads = async (ctx: RequestContext): Promise<number> =>
  countUnreadThreads(ctx.db, ctx.viewer.id, await onlyChannels(ctx));
