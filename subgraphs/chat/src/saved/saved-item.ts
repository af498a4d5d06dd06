import { DateTimeScalar, Node, connectionOf } from '@parley/kit';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A message that somebody put aside; private to that person. */
@Directive('@key(fields: "id")')
@ObjectType({
  implements: Node,
  description: 'A bookmark on a message, with a reminder if wanted; seen by nobody but who saved it.',
})
export class SavedItem {
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'A remark of the viewer, up to 1,000 characters.' })
  readonly note!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When to be reminded, or when they were to be; null where no reminder is wanted.',
  })
  readonly remindAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the reminder was given; null while it is still to come.',
  })
  readonly remindedAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was saved.' })
  readonly savedAt!: Date;

  @Field(() => ID, { description: 'Id of the message, also where it may no longer be read.' })
  readonly messageId!: string; // for message()
}

/** A page of saved items. */
export const SavedItemConnection = connectionOf(() => SavedItem, 'SavedItem', 'saved items');
