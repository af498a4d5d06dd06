import { DateTimeScalar, MarkdownScalar, Node, connectionOf } from '@parley/kit';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { AttachmentInput } from '../attachment/attachment.inputs.js';

/** What was typed and not sent; private to who typed it. */
@Directive('@key(fields: "id")')
@ObjectType({
  implements: Node,
  description: 'What was typed and not sent; one per channel and thread, seen by nobody but who typed it.',
})
export class Draft {
  readonly id!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the thread it is to be sent in; null for the channel itself.',
  })
  readonly threadId!: string | null;

  @Field(() => MarkdownScalar, { description: 'The text; empty where there are only files.' })
  readonly text!: string;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  readonly updatedAt!: Date;

  readonly channelId!: string; // for channel()
  readonly attachments!: readonly AttachmentInput[]; // for attachments()
}

/** A page of drafts. */
export const DraftConnection = connectionOf(() => Draft, 'Draft', 'drafts');
