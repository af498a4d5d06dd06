import { Action, CursorScalar, type Page, type RequestContext, streamCursor } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Channel } from '../channel/channel.js';
import { channelInside } from '../channel/directory.service.js';
import { channelStream } from '../events.js';
import { Message, MessageConnection } from '../message/message.js';
import { MessagesArgs } from '../message/message.inputs.js';
import { messageInside } from '../message/message.service.js';
import { listThreadMessages } from '../message/thread-page.service.js';
import { User } from '../person/user.js';
import { ownFollow } from './follow.service.js';
import { CreateTopicInput, OpenThreadInput, ThreadsArgs, UpdateThreadInput } from './thread.inputs.js';
import {
  createTopic,
  listThreads,
  openThread,
  readThread,
  rightsToThread,
  threadBegunBy,
  threadInside,
  updateThread,
} from './thread.service.js';
import { Thread, ThreadConnection, ThreadFollow } from './thread.js';

@Resolver(() => Thread)
export class ThreadResolver {
  @Query(() => Thread, { nullable: true, description: 'One thread or topic.' })
  thread(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { description: 'Global id: opaque, typed, sortable by time.' }) id: string,
  ): Promise<Thread> {
    return readThread(ctx, id);
  }

  @Mutation(() => Thread, { description: 'Opens a named topic.' })
  createTopic(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => CreateTopicInput, { description: 'What to do.' }) input: CreateTopicInput,
  ): Promise<Thread> {
    return createTopic(ctx, input);
  }

  @Mutation(() => Thread, { description: 'Finds or makes the thread of any discussable thing.' })
  openThread(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => OpenThreadInput, { description: 'What to do.' }) input: OpenThreadInput,
  ): Promise<Thread> {
    return openThread(ctx, input);
  }

  @Mutation(() => Thread, { description: 'Renames, closes or opens a thread.' })
  updateThread(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => UpdateThreadInput, { description: 'What to do.' }) input: UpdateThreadInput,
  ): Promise<Thread> {
    return updateThread(ctx, input);
  }

  @FieldResolver(() => Channel, { description: 'The channel.' })
  channel(@Ctx() ctx: RequestContext, @Root() thread: Thread): Promise<Channel> {
    return channelInside(ctx, thread.channelId);
  }

  @FieldResolver(() => Message, {
    nullable: true,
    description:
      'The message it began with: for a topic, what the system said when it was opened; null once it is gone.',
  })
  root(@Ctx() ctx: RequestContext, @Root() thread: Thread): Promise<Message> | null {
    return thread.rootId === null ? null : messageInside(ctx, thread.rootId);
  }

  @FieldResolver(() => MessageConnection, {
    description: 'Its messages, oldest first, beginning with the root.',
  })
  messages(
    @Ctx() ctx: RequestContext,
    @Root() thread: Thread,
    @Args(() => MessagesArgs) args: MessagesArgs,
  ): Promise<Page<Message>> {
    return listThreadMessages(ctx, thread, args);
  }

  @FieldResolver(() => [User], { nullable: true, description: 'The first ten who wrote in it.' })
  participants(@Root() thread: Thread): User[] {
    return thread.participantIds.map((id) => ({ id }));
  }

  @FieldResolver(() => Boolean, { description: 'Whether nobody may add.' })
  locked(@Root() thread: Thread): boolean {
    return thread.lockedAt !== null;
  }

  @FieldResolver(() => ThreadFollow, {
    nullable: true,
    description: "The viewer's place in it; null for who neither follows nor muted it.",
  })
  viewerFollow(@Ctx() ctx: RequestContext, @Root() thread: Thread): Promise<ThreadFollow | null> {
    return ownFollow(ctx, thread.id);
  }

  @FieldResolver(() => [Action], { description: 'What the viewer may do with it: READ, POST, EDIT.' })
  viewerCan(@Ctx() ctx: RequestContext, @Root() thread: Thread): Promise<Action[]> {
    return rightsToThread(ctx, thread);
  }

  @FieldResolver(() => CursorScalar, {
    description: 'Position of the live stream that this answer is exact at.',
  })
  liveCursor(@Root() thread: Thread): string {
    return streamCursor(channelStream(thread.channelId), thread.liveSeq);
  }
}

@Resolver(() => Channel)
export class ChannelThreadsResolver {
  @FieldResolver(() => ThreadConnection, {
    description: 'Threads with an answer, and topics; lately active first.',
  })
  threads(
    @Ctx() ctx: RequestContext,
    @Root() channel: Channel,
    @Args(() => ThreadsArgs) args: ThreadsArgs,
  ): Promise<Page<Thread>> {
    return listThreads(ctx, channel.id, args);
  }
}

@Resolver(() => Message)
export class MessageThreadResolver {
  @FieldResolver(() => Thread, { nullable: true, description: 'Its thread; null before the first word.' })
  thread(@Ctx() ctx: RequestContext, @Root() message: Message): Promise<Thread | null> {
    return threadBegunBy(ctx, message.ownThreadId);
  }

  @FieldResolver(() => Thread, {
    nullable: true,
    description: 'The thread it stands in; null for messages of the channel itself.',
  })
  inThread(@Ctx() ctx: RequestContext, @Root() message: Message): Promise<Thread> | null {
    return message.threadId === null ? null : threadInside(ctx, message.threadId);
  }
}
