import { LiveEvent } from '@parley/kit';
import { ObjectType } from 'type-graphql';
import type { MeetingLog } from '../events.js';
import { MeetingEvent } from '../meeting/meeting-events.js';

@ObjectType({
  implements: [LiveEvent, MeetingEvent],
  description: 'A recording waits for consent, runs, stopped or is ready, or somebody answered.',
})
export class RecordingChanged extends MeetingEvent {
  readonly data!: MeetingLog['recordingChanged']; // for recording()
}
