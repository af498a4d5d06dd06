import { DateTimeScalar } from '@parley/kit';
import { Field, ObjectType } from 'type-graphql';

/** Somebody types. */
@ObjectType({ description: 'Somebody types.' })
export class TypingSignal {
  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: Date | string;

  @Field(() => DateTimeScalar, { description: 'When to stop showing it.' })
  readonly until!: Date | string;

  readonly personId!: string; // for user()
  readonly seq!: number; // of the channel's stream: it was said after that row
}
