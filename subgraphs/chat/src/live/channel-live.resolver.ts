import { CursorScalar, type LogEvent, type RequestContext } from '@parley/kit';
import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import { Channel } from '../channel/channel.js';
import { channelInside } from '../channel/directory.service.js';
import { Membership } from '../channel/membership.js';
import { membershipInside } from '../channel/membership.service.js';
import { Message } from '../message/message.js';
import { answeredInside, messageInside } from '../message/message.service.js';
import { User } from '../person/user.js';
import { countReactions } from '../reaction/reaction.service.js';
import {
  ChannelChanged,
  MemberAdded,
  MemberChanged,
  MemberRemoved,
  MessageAdded,
  MessageChanged,
  MessageRemoved,
  ReactionChanged,
  ReadMoved,
} from './channel-events.js';
import { ThreadChanged } from '../thread/thread-events.js';
import { Thread } from '../thread/thread.js';
import { threadInside } from '../thread/thread.service.js';
import { followChannel } from './channel-live.service.js';
import { ChannelEvent } from './stream-events.js';

interface ChannelEventsArgs {
  readonly channelId: string;
  readonly after?: string | null;
}

@Resolver(() => ChannelEvent)
export class ChannelEventsResolver {
  @Subscription(() => ChannelEvent, {
    description:
      'Everything that happens in a channel; the same for every member. ' +
      'Stream channel:<id>; begin after Channel.liveCursor.',
    subscribe: ({ context, args }: { context: RequestContext; args: ChannelEventsArgs }) =>
      followChannel(context, args.channelId, args.after),
  })
  channelEvents(
    @Root() event: LogEvent,
    @Arg('channelId', () => ID, { description: 'Id of the channel.' }) _channelId: string,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Only what comes after this cursor.' })
    _after?: string,
  ): ChannelEvent {
    return event;
  }
}

@Resolver(() => MessageAdded)
export class MessageAddedResolver {
  @FieldResolver(() => Message, { description: 'The message.' })
  message(@Ctx() ctx: RequestContext, @Root() { data }: MessageAdded): Promise<Message> {
    return messageInside(ctx, data.messageId);
  }
}

@Resolver(() => MessageChanged)
export class MessageChangedResolver {
  @FieldResolver(() => Message, { description: 'The message.' })
  message(@Ctx() ctx: RequestContext, @Root() { data }: MessageChanged): Promise<Message> {
    return messageInside(ctx, data.messageId);
  }
}

@Resolver(() => MessageRemoved)
export class MessageRemovedResolver {
  @FieldResolver(() => ID, { description: 'Id of the message.' })
  messageId(@Root() { data }: MessageRemoved): string {
    return data.messageId;
  }

  @FieldResolver(() => Message, {
    nullable: true,
    description: 'What stands in its place; null when nothing does.',
  })
  tombstone(@Ctx() ctx: RequestContext, @Root() { data }: MessageRemoved): Promise<Message | null> {
    return answeredInside(ctx, data.messageId);
  }
}

@Resolver(() => ReactionChanged)
export class ReactionChangedResolver {
  @FieldResolver(() => ID, { description: 'Id of the message.' })
  messageId(@Root() { data }: ReactionChanged): string {
    return data.messageId;
  }

  @FieldResolver(() => String, { description: 'Which one.' })
  emoji(@Root() { data }: ReactionChanged): string {
    return data.emoji;
  }

  @FieldResolver(() => Boolean, { description: 'Whether it came.' })
  added(@Root() { data }: ReactionChanged): boolean {
    return data.added;
  }

  @FieldResolver(() => User, { nullable: true, description: 'The person; null when not readable.' })
  user(@Root() { data }: ReactionChanged): User {
    return { id: data.personId };
  }

  @FieldResolver(() => Int, { description: 'How many there are now.' })
  count(@Ctx() ctx: RequestContext, @Root() { data }: ReactionChanged): Promise<number> {
    return countReactions(ctx, data.messageId, data.emoji);
  }
}

@Resolver(() => ReadMoved)
export class ReadMovedResolver {
  @FieldResolver(() => User, { nullable: true, description: 'The person; null when not readable.' })
  user(@Root() { data }: ReadMoved): User {
    return { id: data.personId };
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'Id of the thread in which they read; null for the channel itself.',
  })
  threadId(@Root() { data }: ReadMoved): string | null {
    return data.threadId ?? null;
  }

  @FieldResolver(() => Int, { description: 'Position of the last message read.' })
  seq(@Root() { data }: ReadMoved): number {
    return data.seq;
  }
}

@Resolver(() => MemberAdded)
export class MemberAddedResolver {
  @FieldResolver(() => Membership, { description: 'The new member.' })
  membership(@Ctx() ctx: RequestContext, @Root() { data }: MemberAdded): Promise<Membership> {
    return membershipInside(ctx, data.membershipId);
  }
}

@Resolver(() => MemberChanged)
export class MemberChangedResolver {
  @FieldResolver(() => Membership, { description: 'The member.' })
  membership(@Ctx() ctx: RequestContext, @Root() { data }: MemberChanged): Promise<Membership> {
    return membershipInside(ctx, data.membershipId);
  }
}

@Resolver(() => MemberRemoved)
export class MemberRemovedResolver {
  @FieldResolver(() => ID, { description: 'Id of the user.' })
  userId(@Root() { data }: MemberRemoved): string {
    return data.personId;
  }

  @FieldResolver(() => User, { nullable: true, description: 'The person; null when not readable.' })
  user(@Root() { data }: MemberRemoved): User {
    return { id: data.personId };
  }
}

@Resolver(() => ThreadChanged)
export class ThreadChangedResolver {
  @FieldResolver(() => Thread, { description: 'The thread.' })
  thread(@Ctx() ctx: RequestContext, @Root() { data }: ThreadChanged): Promise<Thread> {
    return threadInside(ctx, data.threadId);
  }
}

@Resolver(() => ChannelChanged)
export class ChannelChangedResolver {
  @FieldResolver(() => Channel, { description: 'The channel.' })
  channel(@Ctx() ctx: RequestContext, @Root() { data }: ChannelChanged): Promise<Channel> {
    return channelInside(ctx, data.channelId);
  }
}

/** Every resolver of channel events, for the table of contents. */
export const channelEventResolvers = [
  ChannelEventsResolver,
  MessageAddedResolver,
  MessageChangedResolver,
  MessageRemovedResolver,
  ReactionChangedResolver,
  ReadMovedResolver,
  MemberAddedResolver,
  MemberChangedResolver,
  MemberRemovedResolver,
  ChannelChangedResolver,
  ThreadChangedResolver,
];
