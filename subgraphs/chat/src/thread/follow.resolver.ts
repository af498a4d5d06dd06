import { DateTimeScalar, type Page, type RequestContext } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import { mutedNow } from '../notification/notification.service.js';
import { Viewer } from '../sidebar/sidebar.js';
import { followInside, followThread, readInbox, unreadOfFollow, unreadThreads } from './follow.service.js';
import { ThreadFollowChanged } from './thread-events.js';
import { FollowThreadInput, FollowedThreadsArgs } from './thread.inputs.js';
import { Thread, ThreadFollow, ThreadFollowConnection } from './thread.js';
import { threadInside } from './thread.service.js';

@Resolver(() => ThreadFollow)
export class ThreadFollowResolver {
  @Mutation(() => ThreadFollow, { description: 'Follows or mutes a thread.' })
  followThread(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => FollowThreadInput, { description: 'What to do.' }) input: FollowThreadInput,
  ): Promise<ThreadFollow> {
    return followThread(ctx, input);
  }

  @FieldResolver(() => Thread, { description: 'The thread.' })
  thread(@Ctx() ctx: RequestContext, @Root() follow: ThreadFollow): Promise<Thread> {
    return threadInside(ctx, follow.threadId);
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'Silent until then, whatever the level; it stays in the inbox. Null when it is not.',
  })
  mutedUntil(@Root() follow: ThreadFollow): Date | null {
    return mutedNow(follow.mutedUntil);
  }

  @FieldResolver(() => Int, {
    description: 'Position of the last message read; before the message that was marked as unread.',
  })
  lastReadSeq(@Root() follow: ThreadFollow): number {
    return follow.readUpTo;
  }

  @FieldResolver(() => Int, { description: 'Messages of others after it; counted up to 1,000.' })
  async unreadCount(@Ctx() ctx: RequestContext, @Root() follow: ThreadFollow): Promise<number> {
    return (await unreadOfFollow(ctx, follow.id)).unreadCount;
  }

  @FieldResolver(() => Int, { description: 'How many of them mention the viewer.' })
  async mentionCount(@Ctx() ctx: RequestContext, @Root() follow: ThreadFollow): Promise<number> {
    return (await unreadOfFollow(ctx, follow.id)).mentionCount;
  }
}

@Resolver(() => Viewer)
export class ViewerThreadsResolver {
  @FieldResolver(() => ThreadFollowConnection, {
    nullable: true,
    description: 'The thread inbox: what the viewer follows and has not muted, lately active first.',
  })
  threads(
    @Ctx() ctx: RequestContext,
    @Args(() => FollowedThreadsArgs) args: FollowedThreadsArgs,
  ): Promise<Page<ThreadFollow>> {
    return readInbox(ctx, args);
  }
}

@Resolver(() => ThreadFollowChanged)
export class ThreadFollowChangedResolver {
  @FieldResolver(() => ThreadFollow, { description: 'The followed thread.' })
  follow(@Ctx() ctx: RequestContext, @Root() event: ThreadFollowChanged): Promise<ThreadFollow> {
    return followInside(ctx, event.thingId);
  }

  @FieldResolver(() => Int, { description: 'How many threads are unread now.' })
  unreadThreadCount(@Ctx() ctx: RequestContext): Promise<number> {
    return unreadThreads(ctx);
  }
}
