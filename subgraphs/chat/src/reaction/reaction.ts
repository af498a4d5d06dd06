import { Field, Int, ObjectType } from 'type-graphql';

/** One emoji on a message. */
@ObjectType({ description: 'One emoji on a message.' })
export class Reaction {
  @Field(() => String, { description: 'Which one: a character, or the :name: of one of the organisation.' })
  readonly emoji!: string;

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;

  readonly firstIds!: readonly string[]; // for users()
}
