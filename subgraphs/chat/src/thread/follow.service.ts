import {
  batchOf,
  invalid,
  job,
  later,
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
  endSilence,
  followedThreads,
  followsById,
  followsOf,
  setFollowLevel,
  unreadInThreads,
} from './follow.store.js';
import { accessThreadInside } from './thread.access.js';
import type { FollowThreadInput, FollowedThreadsArgs } from './thread.inputs.js';

const DEFAULT_PAGE = 30;

const END_SILENCE = 'end-thread-silence';

const findFollows = batchOf(followsById);

/** Follows a thread, mutes it for good or for a while, or lets only mentions through. */
export async function followThread(ctx: RequestContext, input: FollowThreadInput): Promise<FollowRow> {
  const mutedUntil = input.mutedUntil ?? null;
  if (mutedUntil && mutedUntil <= new Date()) throw invalid('mutedUntil', 'Choose a time to come');
  const id = await transaction(ctx, (inner) =>
    once(inner, 'followThread', input, async () => {
      const { id: threadId } = await accessThreadInside(inner, input.threadId);
      const follow = { id: newId('follow'), threadId, personId: inner.viewer.id };
      const set = await setFollowLevel(inner.db, { ...follow, level: input.level, mutedUntil });
      if (set === undefined) throw notFound('Thread');
      if (mutedUntil) {
        await later(inner, END_SILENCE, { followId: set, until: mutedUntil }, { after: mutedUntil });
      }
      return { id: set };
    }),
  );
  await ctx.events.signal(ownTopic(ctx.viewer.id), {});
  return followInside(ctx, id);
}

/** Tells a person's devices that a silence is over, so that what waited counts again without anybody asking. */
export const endSilenceJob = job(END_SILENCE, {}, async (ctx, data) => {
  const { followId, until } = data as { readonly followId: string; readonly until: string };
  const ended = await transaction(ctx, (inner) => endSilence(inner.db, followId, new Date(until)));
  if (ended) await ctx.events.signal(ownTopic(ended.personId), {});
});

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
