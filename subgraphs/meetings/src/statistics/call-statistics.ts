import { DateTimeScalar, SafeIntScalar } from '@parley/kit';
import { ArgsType, Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'How people of an organisation called each other.' })
export class CallStatistics {
  @Field(() => Int, { description: 'How many calls rang.' })
  readonly callCount!: number;

  @Field(() => Int, { description: 'How many of them were answered.' })
  readonly answeredCount!: number;

  @Field(() => Int, { description: 'How many of those broke.' })
  readonly lostCount!: number;

  @Field(() => SafeIntScalar, { description: 'How long people talked altogether, in seconds.' })
  readonly seconds!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Mean opinion score, 1 to 5, of all that was measured; null where nothing was.',
  })
  readonly averageScore!: number | null;
}

@ArgsType()
export class StatisticsArgs {
  @Field(() => DateTimeScalar, { description: 'Of calls that began then, or later.' })
  readonly from!: Date;

  @Field(() => DateTimeScalar, { description: 'Of calls that began before; at most 366 days later.' })
  readonly to!: Date;
}
