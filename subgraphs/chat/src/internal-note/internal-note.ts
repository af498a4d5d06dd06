import { CursorScalar, DateTimeScalar, MarkdownScalar, connectionOf } from '@parley/kit';
import { Field, ID, Int, ObjectType } from 'type-graphql';

/**
 * What those who help say among themselves beside a channel with a customer. Deliberately no message, no node and no
 * entity: nothing that a customer may select leads to it (see isolation.test.ts).
 */
@ObjectType({
  description: 'What customers never see: not a message, not a node, reached only by who helps them.',
})
export class InternalNote {
  @Field(() => ID, { description: 'Opaque id; no other field reads it back.' })
  readonly id!: string;

  @Field(() => MarkdownScalar, { description: 'What it says.' })
  readonly body!: string;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last changed.' })
  readonly editedAt!: Date | null;

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;

  readonly authorId!: string | null; // for author()
}

/** A page of internal notes. */
export const InternalNoteConnection = connectionOf(() => InternalNote, 'InternalNote', 'internal notes');

/**
 * That something was written beside a channel. It shares no interface with the events that customers follow: a selection
 * of those could otherwise narrow to it. What every stream says at its ends is therefore said by a signal without a note.
 */
@ObjectType({
  description: 'Notes beside a channel are followed from here on, or one was written, changed or removed.',
})
export class InternalNoteSignal {
  @Field(() => CursorScalar, { description: 'Position in its stream.' })
  readonly cursor!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: Date;

  readonly data!: { readonly noteId?: string }; // for noteId()
}
