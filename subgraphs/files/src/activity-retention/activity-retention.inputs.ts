import { ClientKeyScalar } from '@parley/kit';
import { Field, InputType, Int } from 'type-graphql';

@InputType({ description: 'For how long is kept who did what with files.' })
export class ActivityRetentionInput {
  @Field(() => String, {
    nullable: true,
    description: 'Of data of this region, by its code; of all that have none of their own when left out.',
  })
  readonly regionCode?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How long, in days, 1 to 36,500; null for what holds where nothing is said.',
  })
  readonly keepDays?: number | null;
}

@InputType({ description: 'What setActivityRetention needs.' })
export class SetActivityRetentionInput {
  @Field(() => ActivityRetentionInput, { description: 'For how long, and of what.' })
  readonly retention!: ActivityRetentionInput;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
