import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType, Int } from 'type-graphql';
import { ChannelKind } from '../channel/channel.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';

@InputType({
  description: 'How long messages are kept; without a channel, kind or region in the whole organisation.',
})
export class RetentionPolicyInput {
  @Field(() => ChannelKind, { nullable: true, description: 'Channels of this kind.' })
  readonly kind?: ChannelKind | null;

  @Field(() => ID, { nullable: true, description: 'Id of the channel; then without kind and region.' })
  readonly channelId?: string | null;

  @Field(() => String, { nullable: true, description: 'Data of this region, by its code.' })
  readonly regionCode?: string | null;

  @Field(() => Int, { description: 'How long, in days, 1 to 36,500.' })
  readonly keepDays!: number;

  @Field(() => Boolean, { nullable: true, description: 'Whether attached files go too; they do by default.' })
  readonly removesFiles?: boolean | null;
}

@InputType({ description: 'What saveRetentionPolicy needs.' })
export class SaveRetentionPolicyInput {
  @Field(() => ID, { nullable: true, description: 'Leave out to create.' })
  readonly policyId?: string | null;

  @Field(() => RetentionPolicyInput, { description: 'The policy.' })
  readonly policy!: RetentionPolicyInput;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What deleteRetentionPolicy needs.' })
export class DeleteRetentionPolicyInput {
  @Field(() => ID, { description: 'Id of the policy.' })
  readonly policyId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
