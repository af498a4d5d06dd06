import { Deleted, type Page, PageArgs, type RequestContext } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Channel } from '../channel/channel.js';
import { Message } from '../message/message.js';
import { Viewer } from '../sidebar/sidebar.js';
import { referToThread } from '../thread/thread.service.js';
import { Thread } from '../thread/thread.js';
import { ScheduledMessageChanged } from './scheduled-events.js';
import {
  CancelScheduledMessageInput,
  ScheduleMessageInput,
  SendScheduledMessageInput,
  UpdateScheduledMessageInput,
} from './scheduled.inputs.js';
import { ScheduledMessage, ScheduledMessageConnection } from './scheduled.js';
import {
  cancelScheduledMessage,
  channelOf,
  listScheduled,
  referToScheduled,
  scheduleMessage,
  updateScheduledMessage,
} from './scheduled.service.js';
import { sendScheduledMessage } from './sending.service.js';

@Resolver(() => ScheduledMessage)
export class ScheduledMessageResolver {
  @Mutation(() => ScheduledMessage, { description: 'Sends later.' })
  scheduleMessage(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => ScheduleMessageInput, { description: 'What to do.' }) input: ScheduleMessageInput,
  ): Promise<ScheduledMessage> {
    return scheduleMessage(ctx, input);
  }

  @Mutation(() => ScheduledMessage, {
    description:
      'Gives a message that waits other words, another time or both; one that was refused waits again.',
  })
  updateScheduledMessage(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => UpdateScheduledMessageInput, { description: 'What to do.' })
    input: UpdateScheduledMessageInput,
  ): Promise<ScheduledMessage> {
    return updateScheduledMessage(ctx, input);
  }

  @Mutation(() => Deleted, { description: 'Does not send it.' })
  cancelScheduledMessage(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => CancelScheduledMessageInput, { description: 'What to do.' })
    input: CancelScheduledMessageInput,
  ): Promise<Deleted> {
    return cancelScheduledMessage(ctx, input);
  }

  @Mutation(() => Message, { description: 'Sends a message that waits at once.' })
  sendScheduledMessage(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SendScheduledMessageInput, { description: 'What to do.' })
    input: SendScheduledMessageInput,
  ): Promise<Message> {
    return sendScheduledMessage(ctx, input);
  }

  @FieldResolver(() => Channel, {
    nullable: true,
    description: 'The channel; null where the viewer may no longer read it.',
  })
  channel(@Ctx() ctx: RequestContext, @Root() scheduled: ScheduledMessage): Promise<Channel | null> {
    return channelOf(ctx, scheduled.channelId);
  }

  @FieldResolver(() => Thread, {
    nullable: true,
    description:
      'The thread it is to be sent in; null for the channel itself, and where it may no longer be read.',
  })
  thread(@Ctx() ctx: RequestContext, @Root() scheduled: ScheduledMessage): Promise<Thread | null> | null {
    return scheduled.threadId === null ? null : referToThread(ctx, scheduled.threadId);
  }
}

@Resolver(() => Viewer)
export class ViewerScheduledResolver {
  @FieldResolver(() => ScheduledMessageConnection, {
    nullable: true,
    description: 'What will be sent, and what was refused; the soonest first.',
  })
  scheduledMessages(
    @Ctx() ctx: RequestContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<ScheduledMessage>> {
    return listScheduled(ctx, args);
  }
}

@Resolver(() => ScheduledMessageChanged)
export class ScheduledMessageChangedResolver {
  @FieldResolver(() => ID, { description: 'Id of the scheduled message.' })
  scheduledId(@Root() event: ScheduledMessageChanged): string {
    return event.thingId;
  }

  @FieldResolver(() => ScheduledMessage, {
    nullable: true,
    description: 'The message; null when it was sent or cancelled.',
  })
  scheduled(
    @Ctx() ctx: RequestContext,
    @Root() event: ScheduledMessageChanged,
  ): Promise<ScheduledMessage | null> {
    return referToScheduled(ctx, event.thingId);
  }
}
