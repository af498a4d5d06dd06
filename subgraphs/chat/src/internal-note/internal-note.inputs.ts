import { ClientKeyScalar, MarkdownScalar } from '@parley/kit';
import { Field, ID, InputType, Int } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';
const BODY = 'What it says; 1 to 16,384 characters.';

@InputType({ description: 'What addInternalNote needs.' })
export class AddInternalNoteInput {
  @Field(() => ID, { description: 'Id of the channel, which is one with a customer.' })
  readonly channelId!: string;

  @Field(() => MarkdownScalar, { description: BODY })
  readonly body!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What editInternalNote needs.' })
export class EditInternalNoteInput {
  @Field(() => ID, { description: 'Id of the note.' })
  readonly noteId!: string;

  @Field(() => MarkdownScalar, { description: BODY })
  readonly body!: string;

  @Field(() => Int, { description: 'The version that was read: another one answers CONFLICT.' })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What deleteInternalNote needs.' })
export class DeleteInternalNoteInput {
  @Field(() => ID, { description: 'Id of the note.' })
  readonly noteId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
