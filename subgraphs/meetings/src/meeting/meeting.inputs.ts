import { ClientKeyScalar, DateTimeScalar, PageArgs } from '@parley/kit';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { MeetingKind, MeetingState } from './meeting-kind.js';
import { MeetingSettingsInput } from './meeting-settings.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';
const MEETING = 'Id of the meeting.';
const STARTS = 'When it is planned to begin.';
const ENDS = 'When it is planned to end, within a day.';

@InputType({ description: 'What createMeeting needs.' })
export class CreateMeetingInput {
  @Field(() => String, { description: 'Its title, up to 200 characters.' })
  readonly title!: string;

  @Field(() => MeetingKind, { description: 'What kind it is.' })
  readonly kind!: MeetingKind;

  @Field(() => MeetingSettingsInput, { nullable: true, description: 'How it works.' })
  readonly settings?: MeetingSettingsInput | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of a channel of the viewer: whoever is in it finds the meeting and may come.',
  })
  readonly channelId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: STARTS })
  readonly startsAt?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: ENDS })
  readonly endsAt?: Date | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What updateMeeting needs; what is not named stays as it is.' })
export class UpdateMeetingInput {
  @Field(() => ID, { description: MEETING })
  readonly meetingId!: string;

  @Field(() => String, { nullable: true, description: 'Its title, up to 200 characters.' })
  readonly title?: string | null;

  @Field(() => MeetingSettingsInput, { nullable: true, description: 'How it works.' })
  readonly settings?: MeetingSettingsInput | null;

  @Field(() => DateTimeScalar, { nullable: true, description: STARTS })
  readonly startsAt?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: ENDS })
  readonly endsAt?: Date | null;

  @Field(() => Int, { description: 'The version that was read: another one answers CONFLICT.' })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What endMeeting needs.' })
export class EndMeetingInput {
  @Field(() => ID, { description: MEETING })
  readonly meetingId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'Which meetings.' })
export class MeetingFilterInput {
  @Field(() => String, { nullable: true, description: 'Part of the title.' })
  readonly text?: string | null;

  @Field(() => [MeetingKind], {
    nullable: true,
    description: 'Only these kinds; all but rooms of calls and breakout rooms when left out.',
  })
  readonly kinds?: readonly MeetingKind[] | null;

  @Field(() => [MeetingState], { nullable: true, description: 'Only in these states.' })
  readonly states?: readonly MeetingState[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only what takes place then or later.' })
  readonly from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only what takes place before.' })
  readonly to?: Date | null;
}

@ArgsType()
export class MeetingsArgs extends PageArgs {
  @Field(() => MeetingFilterInput, { nullable: true, description: 'Which ones to show.' })
  readonly filter?: MeetingFilterInput | null;
}
