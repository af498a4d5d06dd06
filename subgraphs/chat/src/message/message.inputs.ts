import { ClientKeyScalar, MarkdownScalar, PageArgs } from '@parley/kit';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { AttachmentInput } from '../attachment/attachment.inputs.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';

/** A page of messages, or the page around one of them. */
@ArgsType()
export class MessagesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Begin at this message, with half a page before it.' })
  readonly around?: string | null;
}

@InputType({ description: 'What sendMessage needs.' })
export class SendMessageInput {
  @Field(() => ID, { description: 'Id of the channel.' })
  readonly channelId!: string;

  @Field(() => ID, { nullable: true, description: 'Id of the reply to.' })
  readonly replyToId?: string | null;

  @Field(() => MarkdownScalar, { nullable: true, description: 'The text; may be left out where files speak.' })
  readonly text?: string | null;

  @Field(() => [AttachmentInput], { nullable: true, description: 'Files to show, at most 20.' })
  readonly attachments?: readonly AttachmentInput[] | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What editMessage needs.' })
export class EditMessageInput {
  @Field(() => ID, { description: 'Id of the message.' })
  readonly messageId!: string;

  @Field(() => MarkdownScalar, { nullable: true, description: 'The text.' })
  readonly text?: string | null;

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
