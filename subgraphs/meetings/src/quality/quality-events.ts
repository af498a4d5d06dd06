import { LiveEvent } from '@parley/kit';
import { ObjectType } from 'type-graphql';
import type { MeetingLog } from '../events.js';
import { MeetingEvent } from '../meeting/meeting-events.js';

@ObjectType({ implements: [LiveEvent, MeetingEvent], description: "Somebody's connection has become bad." })
export class QualityDropped extends MeetingEvent {
  readonly data!: MeetingLog['qualityDropped']; // for participant() and score()
}
