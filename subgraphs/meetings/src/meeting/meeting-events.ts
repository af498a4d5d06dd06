import { LiveEvent } from '@parley/kit';
import { InterfaceType, ObjectType } from 'type-graphql';
import type { MeetingLog } from '../events.js';

interface Told {
  readonly kind: string;
}

/** Something that happened in a meeting. */
@InterfaceType({
  implements: LiveEvent,
  autoRegisterImplementations: false,
  resolveType: ({ kind }: Told) => kind.charAt(0).toUpperCase() + kind.slice(1),
  description: 'Something that happened in a meeting.',
})
export abstract class MeetingEvent extends LiveEvent {}

const implementing = { implements: [LiveEvent, MeetingEvent] };

@ObjectType({
  ...implementing,
  description: 'It was made, began, ended, was locked, spotlighted or set anew, or everybody has gone.',
})
export class MeetingChanged extends MeetingEvent {
  readonly data!: MeetingLog['meetingChanged']; // for meeting()
}

@ObjectType({
  ...implementing,
  description: 'Somebody came, waits, switched media, raised a hand, got a role or left.',
})
export class ParticipantChanged extends MeetingEvent {
  readonly data!: MeetingLog['participantChanged']; // for participant()
}
