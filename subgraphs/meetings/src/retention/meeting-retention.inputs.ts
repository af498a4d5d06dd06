import { ClientKeyScalar } from '@parley/kit';
import { Field, InputType, Int } from 'type-graphql';

@InputType({ description: 'What setMeetingRetention needs.' })
export class SetMeetingRetentionInput {
  @Field(() => Int, {
    nullable: true,
    description: 'How long, in days, 1 to 36,500; null for what is usual.',
  })
  readonly keepDays?: number | null;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
