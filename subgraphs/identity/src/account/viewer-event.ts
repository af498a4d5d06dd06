import { Directive, InterfaceType, ObjectType } from 'type-graphql';
import { LiveEvent, type LogEvent } from '@parley/kit';

/** The type of each kind of event on a viewer's stream. */
const TYPES: Readonly<Record<string, string>> = {
  sessionRevoked: 'SessionRevoked',
  accessChanged: 'AccessChanged',
  profileChanged: 'ProfileChanged',
  guestPassChanged: 'GuestPassChanged',
  caughtUp: 'CaughtUp',
  cursorExpired: 'CursorExpired',
};

@InterfaceType({
  implements: LiveEvent,
  autoRegisterImplementations: false,
  description: "Something about the viewer's account.",
  resolveType: ({ kind }: LogEvent) => TYPES[kind],
})
export abstract class ViewerEvent extends LiveEvent {
  // Not a field: what the log says of it.
  readonly data!: LogEvent['data'];
}

@ObjectType({ implements: [LiveEvent, ViewerEvent], description: 'A session ended.' })
export class SessionRevoked extends ViewerEvent {}

@ObjectType({
  implements: [LiveEvent, ViewerEvent],
  description: 'Roles, permissions or flags changed: read the viewer again.',
})
export class AccessChanged extends ViewerEvent {}

@ObjectType({ implements: [LiveEvent, ViewerEvent], description: "The viewer's profile changed." })
export class ProfileChanged extends ViewerEvent {}

@ObjectType({ implements: [LiveEvent, ViewerEvent], description: 'A pass was issued, extended or ended.' })
export class GuestPassChanged extends ViewerEvent {}

@Directive('@shareable')
@ObjectType({
  implements: [LiveEvent, ViewerEvent],
  description: 'Everything after the given cursor was replayed; what follows is live.',
})
export class CaughtUp extends ViewerEvent {}

@Directive('@shareable')
@ObjectType({
  implements: [LiveEvent, ViewerEvent],
  description: 'The given cursor is too old or foreign: read the snapshot again and follow from its cursor.',
})
export class CursorExpired extends ViewerEvent {}
