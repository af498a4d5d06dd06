import { DateTimeScalar, LiveEvent } from '@parley/kit';
import { Field, ObjectType } from 'type-graphql';
import type { MeetingLog } from '../events.js';
import { MeetingEvent } from '../meeting/meeting-events.js';

@ObjectType({ description: 'That the breakout rooms of a meeting are open.' })
export class BreakoutSession {
  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly openedAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When everybody comes back by themselves; null where a host closes them.',
  })
  readonly closesAt!: Date | null;
}

@ObjectType({
  implements: [LiveEvent, MeetingEvent],
  description: 'Breakout rooms were planned, opened or closed, somebody was put into one, or help is wanted.',
})
export class BreakoutsChanged extends MeetingEvent {
  readonly data!: MeetingLog['breakoutsChanged']; // for meeting()
}

@ObjectType({ description: 'A host tells all breakout rooms something.' })
export class LineTold {
  readonly kind!: 'LineTold'; // for MeetingSignal

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: Date;

  @Field(() => String, { description: 'Who tells it, as they are called.' })
  readonly by!: string;

  @Field(() => String, { description: 'The line.' })
  readonly text!: string;
}

/** A line on its way, as JSON. */
export type LineNews = Omit<LineTold, 'at'> & { readonly at: string };
