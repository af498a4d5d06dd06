import { ClientKeyScalar, DateTimeScalar, MarkdownScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';
import { SendMessageInput } from '../message/message.inputs.js';
import { LocalDateScalar, LocalTimeScalar } from './local-scalars.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';
const AT = 'When, at most a year from now; or';
const TIME = 'at this time of day where the recipient is, in a channel of two people,';
const DATE = 'on this day where the recipient is; the next such time when no day is named.';

@InputType({ description: 'What scheduleMessage needs: all that can be sent, and when.' })
export class ScheduleMessageInput extends SendMessageInput {
  @Field(() => DateTimeScalar, { nullable: true, description: AT })
  readonly sendAt?: Date | null;

  @Field(() => LocalTimeScalar, { nullable: true, description: TIME })
  readonly recipientLocalTime?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: DATE })
  readonly recipientLocalDate?: string | null;
}

@InputType({ description: 'What updateScheduledMessage needs; what is not named stays as it is.' })
export class UpdateScheduledMessageInput {
  @Field(() => ID, { description: 'Id of the scheduled message.' })
  readonly scheduledId!: string;

  @Field(() => MarkdownScalar, { nullable: true, description: 'Other words.' })
  readonly text?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: AT })
  readonly sendAt?: Date | null;

  @Field(() => LocalTimeScalar, { nullable: true, description: TIME })
  readonly recipientLocalTime?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: DATE })
  readonly recipientLocalDate?: string | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What cancelScheduledMessage needs.' })
export class CancelScheduledMessageInput {
  @Field(() => ID, { description: 'Id of the scheduled message.' })
  readonly scheduledId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What sendScheduledMessage needs.' })
export class SendScheduledMessageInput {
  @Field(() => ID, { description: 'Id of the scheduled message.' })
  readonly scheduledId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
