import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType, Int } from 'type-graphql';

const KEY = { description: 'Client-chosen key: the same key gives the same answer.' };
const MEETING = { description: 'Id of the meeting.' };
const BREAKOUT = { description: 'Id of the breakout room.' };

@InputType({ description: 'One breakout room.' })
export class BreakoutInput {
  @Field(() => String, { description: 'Its title.' })
  readonly title!: string;

  @Field(() => [ID], { description: 'Ids of the users who go there.' })
  readonly userIds!: string[];
}

@InputType({ description: 'What planBreakouts needs.' })
export class PlanBreakoutsInput {
  @Field(() => ID, MEETING)
  readonly meetingId!: string;

  @Field(() => [BreakoutInput], {
    description: 'The rooms and who goes where: 1 to 50, for up to 300 people.',
  })
  readonly rooms!: BreakoutInput[];

  @Field(() => ClientKeyScalar, KEY)
  readonly key!: string;
}

@InputType({ description: 'What openBreakouts needs.' })
export class OpenBreakoutsInput {
  @Field(() => ID, MEETING)
  readonly meetingId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'For how long, 1 to 240; until a host closes them when left out.',
  })
  readonly minutes?: number | null;

  @Field(() => ClientKeyScalar, KEY)
  readonly key!: string;
}

@InputType({ description: 'What closeBreakouts needs.' })
export class CloseBreakoutsInput {
  @Field(() => ID, MEETING)
  readonly meetingId!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'In how many seconds, up to 300, so that people finish what they say; at once when left out.',
  })
  readonly seconds?: number | null;

  @Field(() => ClientKeyScalar, KEY)
  readonly key!: string;
}

@InputType({ description: 'What assignToBreakout needs.' })
export class AssignToBreakoutInput {
  @Field(() => ID, BREAKOUT)
  readonly meetingId!: string;

  @Field(() => [ID], { description: 'Ids of the users who go there, up to 100.' })
  readonly userIds!: string[];

  @Field(() => ClientKeyScalar, KEY)
  readonly key!: string;
}

@InputType({ description: 'What askForHelp needs.' })
export class AskForHelpInput {
  @Field(() => ID, BREAKOUT)
  readonly meetingId!: string;

  @Field(() => Boolean, { description: 'Whether a host is wanted, or no longer.' })
  readonly wanted!: boolean;

  @Field(() => ClientKeyScalar, KEY)
  readonly key!: string;
}

@InputType({ description: 'What tellBreakouts needs.' })
export class TellBreakoutsInput {
  @Field(() => ID, MEETING)
  readonly meetingId!: string;

  @Field(() => String, { description: 'One line, up to 300 characters.' })
  readonly text!: string;

  @Field(() => ClientKeyScalar, KEY)
  readonly key!: string;
}
