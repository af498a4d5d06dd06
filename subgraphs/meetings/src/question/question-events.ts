import { LiveEvent } from '@parley/kit';
import { ObjectType } from 'type-graphql';
import type { MeetingLog } from '../events.js';
import { MeetingEvent } from '../meeting/meeting-events.js';

@ObjectType({
  implements: [LiveEvent, MeetingEvent],
  description: 'A question was asked, supported, answered or taken out.',
})
export class QuestionChanged extends MeetingEvent {
  readonly data!: MeetingLog['questionChanged']; // for question()
}
