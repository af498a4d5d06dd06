import { ClientKeyScalar, DateTimeScalar, MarkdownScalar, PageArgs } from '@parley/kit';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { AttachmentInput } from '../attachment/attachment.inputs.js';
import { PollInput } from '../poll/poll.inputs.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';

/** A page of messages, or the page around one of them. */
@ArgsType()
export class MessagesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Begin at this message, with half a page before it.' })
  readonly around?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Begin at this position, whether a message has it or not, with half a page before it.',
  })
  readonly aroundSeq?: number | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Begin at the first message that was sent at this time or later, with half a page before it.',
  })
  readonly aroundTime?: Date | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of a thread or topic of the channel, to have its messages alone.',
  })
  readonly topicId?: string | null;
}

@InputType({ description: 'What sendMessage needs.' })
export class SendMessageInput {
  @Field(() => ID, { description: 'Id of the channel.' })
  readonly channelId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the thread to write in; null writes in the channel.',
  })
  readonly threadId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a message of a thread is shown in the channel too; only with threadId.',
  })
  readonly alsoInChannel?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Id of the reply to.' })
  readonly replyToId?: string | null;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description: 'The text; needed unless there is something else in the message.',
  })
  readonly text?: string | null;

  @Field(() => [AttachmentInput], { nullable: true, description: 'Files to show, at most 20.' })
  readonly attachments?: readonly AttachmentInput[] | null;

  @Field(() => PollInput, { nullable: true, description: 'A question to vote on.' })
  readonly poll?: PollInput | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of a living thing to hold: a channel or a person; shown as it is whenever it is read.',
  })
  readonly cardId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Asks everyone to confirm.' })
  readonly requireAcknowledgement?: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when to confirm.' })
  readonly acknowledgeBy?: Date | null;

  readonly forwardOf?: string | null; // of forwardMessage()

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What editMessage needs.' })
export class EditMessageInput {
  @Field(() => ID, { description: 'Id of the message.' })
  readonly messageId!: string;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description: 'The text; left out it stays, and empty it goes where something else is in the message.',
  })
  readonly text?: string | null;

  @Field(() => [AttachmentInput], {
    nullable: true,
    description:
      'Files to show from now on, at most 20; left out they stay as they are. What is forwarded keeps its own.',
  })
  readonly attachments?: readonly AttachmentInput[] | null;

  @Field(() => Int, { description: 'The version that was read: another one answers CONFLICT.' })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What deleteMessage needs.' })
export class DeleteMessageInput {
  @Field(() => ID, { description: 'Id of the message.' })
  readonly messageId!: string;

  @Field(() => String, { nullable: true, description: 'Why, in words for people.' })
  readonly reason?: string | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What undoSend needs.' })
export class UndoSendInput {
  @Field(() => ID, { description: 'Id of the message.' })
  readonly messageId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
