import { ClientKeyScalar, PageArgs } from '@parley/kit';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { ModerationDecision } from './report.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';

/** A page of reports. */
@ArgsType()
export class ModerationQueueArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only those about this channel.' })
  readonly channelId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Those that were decided instead of those that wait.',
  })
  readonly decided?: boolean | null;
}

@InputType({ description: 'What reportMessage needs.' })
export class ReportMessageInput {
  @Field(() => ID, { description: 'Id of the message.' })
  readonly messageId!: string;

  @Field(() => String, { description: 'Why, in words for people; 1 to 500 characters.' })
  readonly reason!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What decideReport needs.' })
export class DecideReportInput {
  @Field(() => ID, {
    description: 'Id of the report; what is decided holds for every report of its message.',
  })
  readonly reportId!: string;

  @Field(() => ModerationDecision, { description: 'What to do.' })
  readonly decision!: ModerationDecision;

  @Field(() => String, {
    nullable: true,
    description: 'A remark for people who keep order; at most 500 characters.',
  })
  readonly note?: string | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
