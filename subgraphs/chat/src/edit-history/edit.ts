import { DateTimeScalar, MarkdownScalar, connectionOf } from '@parley/kit';
import { Field, Int, ObjectType } from 'type-graphql';
import type { StoredAttachment } from '../attachment/file.table.js';

/** What a message said before one of its edits. */
@ObjectType({ description: 'An earlier wording, and who changed it into the next one.' })
export class MessageEdit {
  @Field(() => Int, { description: 'The version of the message that said this.' })
  readonly version!: number;

  @Field(() => MarkdownScalar, { nullable: true, description: 'What it said; null when it had no words.' })
  readonly text!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was changed into the next wording.' })
  readonly at!: Date;

  readonly editorId!: string; // for editor()
  readonly attachments!: readonly StoredAttachment[]; // for fileNames()
}

/** A page of earlier wordings. */
export const MessageEditConnection = connectionOf(() => MessageEdit, 'MessageEdit', 'message edits');
