import { DateTimeScalar, Node, connectionOf } from '@parley/kit';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { ChannelKind } from '../channel/channel.js';

/** What a policy is about; without any field it is about the whole organisation. */
@ObjectType({
  description:
    'What a policy is about; the narrowest one wins: a channel before a kind in a region, before a kind, ' +
    'before a region, before the whole organisation.',
})
export class RetentionScope {
  @Field(() => ChannelKind, { nullable: true, description: 'Channels of this kind; null for all kinds.' })
  readonly kind!: ChannelKind | null;

  @Field(() => ID, { nullable: true, description: 'Id of the one channel it is about; null for several.' })
  readonly channelId!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Name of the one channel it is about, also where the viewer may not read it; null for several.',
  })
  readonly channelName!: string | null;

  readonly regionCode!: string | null; // for region()
}

/** How long messages are kept. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, description: 'How long messages are kept.' })
export class RetentionPolicy {
  readonly id!: string;

  @Field(() => RetentionScope, { description: 'What it is about.' })
  readonly scope!: RetentionScope;

  @Field(() => Int, { description: 'How long, in days.' })
  readonly keepDays!: number;

  @Field(() => Boolean, { description: 'Whether attached files go too.' })
  readonly removesFiles!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it last ran; null before the first time.',
  })
  readonly lastRunAt!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many messages it removed then; null before the first time.',
  })
  readonly lastRemovedCount!: number | null;
}

/** A page of retention policies. */
export const RetentionPolicyConnection = connectionOf(
  () => RetentionPolicy,
  'RetentionPolicy',
  'retention policies',
);

/** What a policy would remove. */
@ObjectType({ description: 'What a policy would remove if it were saved and run now.' })
export class RetentionPreview {
  @Field(() => Int, { description: 'How many messages would be removed.' })
  readonly messageCount!: number;

  @Field(() => Int, { description: 'In how many channels.' })
  readonly channelCount!: number;

  @Field(() => Int, { description: 'How many are old enough but kept by legal holds.' })
  readonly heldCount!: number;
}
