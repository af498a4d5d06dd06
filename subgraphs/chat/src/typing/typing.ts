import { DateTimeScalar } from '@parley/kit';
import { Field, ID, ObjectType } from 'type-graphql';

/** Somebody types. */
@ObjectType({ description: 'Somebody types.' })
export class TypingSignal {
  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: Date | string;

  @Field(() => DateTimeScalar, { description: 'When to stop showing it.' })
  readonly until!: Date | string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the thread in which they type; null for the channel itself.',
  })
  readonly threadId!: string | null;

  readonly personId!: string; // for user()
  readonly seq!: number; // of the channel's stream: it was said after that row
}
