import { ClientKeyScalar, DateTimeScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';
import { NotificationLevel } from './level.js';
import { QuietSpanInput } from './quiet-hours.js';

@InputType({ description: 'What setNotificationLevel needs.' })
export class SetNotificationLevelInput {
  @Field(() => ID, { description: 'Id of the channel.' })
  readonly channelId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the thread, where it is about one in that channel; null for the channel itself.',
  })
  readonly threadId?: string | null;

  @Field(() => NotificationLevel, { description: 'What to be told about.' })
  readonly level!: NotificationLevel;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Silence until then, whatever the level; null ends it.',
  })
  readonly mutedUntil?: Date | null;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}

@InputType({ description: 'What setQuietHours needs.' })
export class SetQuietHoursInput {
  @Field(() => [QuietSpanInput], { description: 'The whole week: when not to be told; none for always.' })
  readonly spans!: readonly QuietSpanInput[];

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
