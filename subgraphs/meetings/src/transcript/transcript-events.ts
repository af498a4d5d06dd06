import { LiveEvent } from '@parley/kit';
import { ObjectType } from 'type-graphql';
import type { MeetingLog } from '../events.js';
import { MeetingEvent } from '../meeting/meeting-events.js';

@ObjectType({ implements: [LiveEvent, MeetingEvent], description: "Somebody's words were written down." })
export class TranscriptGrew extends MeetingEvent {
  readonly data!: MeetingLog['transcriptGrew']; // for segment()
}
