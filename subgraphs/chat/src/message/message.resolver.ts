import { Action, DateTimeScalar, Deleted, type Page, type RequestContext } from '@parley/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Channel } from '../channel/channel.js';
import type { ChannelAt } from '../channel/channel.table.js';
import { channelInside } from '../channel/directory.service.js';
import { User, userOf } from '../person/user.js';
import {
  DeleteMessageInput,
  EditMessageInput,
  MessagesArgs,
  SendMessageInput,
  UndoSendInput,
} from './message.inputs.js';
import { Mention, MentionTarget, Message, MessageConnection, Notice } from './message.js';
import {
  answeredInside,
  deleteMessage,
  listMessages,
  messageActions,
  readMessage,
  sendMessage,
  undoSend,
  undoUntil,
} from './message.service.js';
import { editMessage } from './edit-message.service.js';
import { channelMentioned } from './mention.service.js';
import type { MessageRow } from './message.table.js';

@Resolver(() => Message)
export class MessageResolver {
  @Query(() => Message, { nullable: true, description: 'One message.' })
  message(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { description: 'Global id: opaque, typed, sortable by time.' }) id: string,
  ): Promise<Message> {
    return readMessage(ctx, id);
  }

  @Mutation(() => Message, { description: 'Sends a message.' })
  sendMessage(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SendMessageInput, { description: 'What to do.' }) input: SendMessageInput,
  ): Promise<Message> {
    return sendMessage(ctx, input);
  }

  @Mutation(() => Message, { description: 'Changes a message; the history is kept.' })
  editMessage(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => EditMessageInput, { description: 'What to do.' }) input: EditMessageInput,
  ): Promise<Message> {
    return editMessage(ctx, input);
  }

  @Mutation(() => Message, { description: 'Leaves a tombstone in its place.' })
  deleteMessage(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => DeleteMessageInput, { description: 'What to do.' }) input: DeleteMessageInput,
  ): Promise<Message> {
    return deleteMessage(ctx, input);
  }

  @Mutation(() => Deleted, {
    description: 'Takes a message back within the undo window (undoUntil), without a trace.',
  })
  undoSend(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => UndoSendInput, { description: 'What to do.' }) input: UndoSendInput,
  ): Promise<Deleted> {
    return undoSend(ctx, input);
  }

  @FieldResolver(() => Channel, { description: 'The channel.' })
  channel(@Ctx() ctx: RequestContext, @Root() message: Message): Promise<Channel> {
    return channelInside(ctx, message.channelId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who wrote it; null for a former member.' })
  author(@Root() message: Message): User | null {
    return userOf(message.authorId);
  }

  @FieldResolver(() => [Mention], {
    description: 'Who is addressed, and which channels it leads to; at most 100.',
  })
  mentions(@Root() message: MessageRow): readonly Mention[] {
    return message.mentions;
  }

  @FieldResolver(() => Message, { nullable: true, description: 'The message it answers.' })
  replyTo(@Ctx() ctx: RequestContext, @Root() message: Message): Promise<Message | null> | null {
    return message.replyToId === null ? null : answeredInside(ctx, message.replyToId);
  }

  @FieldResolver(() => DateTimeScalar, {
    description: 'Until when its author may take it back without a trace.',
  })
  undoUntil(@Root() message: Message): Date {
    return undoUntil(message.sentAt);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who deleted it; null while it stands.' })
  deletedBy(@Root() message: Message): User | null {
    return userOf(message.deletedById);
  }

  @FieldResolver(() => [Action], { description: 'What the viewer may do with it.' })
  viewerCan(@Ctx() ctx: RequestContext, @Root() message: Message): Promise<Action[]> {
    return messageActions(ctx, message);
  }
}

@Resolver(() => Mention)
export class MentionResolver {
  @FieldResolver(() => MentionTarget, {
    nullable: true,
    description: 'Who or what; null for everybody here, and for a channel that whoever asks cannot see.',
  })
  target(
    @Ctx() ctx: RequestContext,
    @Root() { kind, targetId }: Mention,
  ): Promise<ChannelAt | null> | User | null {
    return kind === 'CHANNEL' && targetId !== null ? channelMentioned(ctx, targetId) : userOf(targetId);
  }
}

@Resolver(() => Notice)
export class NoticeResolver {
  @FieldResolver(() => User, { nullable: true, description: 'Who did it; null for the system.' })
  actor(@Root() notice: Notice): User | null {
    return userOf(notice.actorId);
  }

  @FieldResolver(() => [User], { nullable: true, description: 'Whom it is about; at most 20.' })
  subjects(@Root() notice: Notice): User[] {
    return notice.subjectIds.map((id) => ({ id }));
  }
}

@Resolver(() => Channel)
export class ChannelMessagesResolver {
  @FieldResolver(() => MessageConnection, {
    description: 'Its messages, oldest first; ask last for the newest.',
  })
  messages(
    @Ctx() ctx: RequestContext,
    @Root() channel: Channel,
    @Args(() => MessagesArgs) args: MessagesArgs,
  ): Promise<Page<Message>> {
    return listMessages(ctx, channel, args);
  }
}
