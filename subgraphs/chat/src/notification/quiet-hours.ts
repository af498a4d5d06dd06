import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { LocalTimeScalar } from '../scheduled/local-scalars.js';

@ObjectType({ description: 'A quiet part of the week, by the clock where the person is.' })
export class QuietSpan {
  @Field(() => Int, { description: 'The day it begins on; 1 is Monday.' })
  readonly day!: number;

  @Field(() => LocalTimeScalar, { description: 'When it begins.' })
  readonly startsAt!: string;

  @Field(() => LocalTimeScalar, {
    description: 'When it ends; on the next day where that is not after the beginning.',
  })
  readonly endsAt!: string;
}

@ObjectType({ description: 'When not to be told; critical things break through.' })
export class QuietHours {
  @Field(() => [QuietSpan], { description: 'When, in the order of the week; at most 21.' })
  readonly spans!: readonly QuietSpan[];
}

@InputType({ description: 'A quiet part of the week, by the clock where the person is.' })
export class QuietSpanInput {
  @Field(() => Int, { description: 'The day it begins on; 1 is Monday.' })
  readonly day!: number;

  @Field(() => LocalTimeScalar, { description: 'When it begins.' })
  readonly startsAt!: string;

  @Field(() => LocalTimeScalar, {
    description: 'When it ends; on the next day where that is not after the beginning.',
  })
  readonly endsAt!: string;
}
