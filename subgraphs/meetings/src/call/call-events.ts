import { LiveEvent } from '@parley/kit';
import { Directive, InterfaceType, ObjectType } from 'type-graphql';
import type { CallLog } from '../events.js';
import { MeetingEvent } from '../meeting/meeting-events.js';

interface Told {
  readonly kind: string;
}

/** Something about the viewer's calls. */
@InterfaceType({
  implements: LiveEvent,
  autoRegisterImplementations: false,
  resolveType: ({ kind }: Told) => kind.charAt(0).toUpperCase() + kind.slice(1),
  description: "Something about the viewer's calls.",
})
export abstract class CallEvent extends LiveEvent {}

const implementing = { implements: [LiveEvent, CallEvent] };

@ObjectType({ ...implementing, description: 'Somebody calls the viewer.' })
export class CallRinging extends CallEvent {
  readonly data!: CallLog['callRinging']; // for call()
}

@ObjectType({
  ...implementing,
  description:
    'A call began to ring somebody, was answered, held, handed over or ended, or somebody in it came, switched their media or was lost.',
})
export class CallChanged extends CallEvent {
  readonly data!: CallLog['callChanged']; // for call()
}

const markers = { implements: [LiveEvent, CallEvent, MeetingEvent] };

/** Everything after the given cursor was replayed. */
@Directive('@shareable')
@ObjectType({
  ...markers,
  description: 'Everything after the given cursor was replayed; what follows is live.',
})
export class CaughtUp extends LiveEvent {}

/** The given cursor cannot be followed from. */
@Directive('@shareable')
@ObjectType({
  ...markers,
  description: 'The given cursor is too old or foreign: read the snapshot again and follow from its cursor.',
})
export class CursorExpired extends LiveEvent {}
