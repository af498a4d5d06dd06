import { LiveEvent } from '@parley/kit';
import { Directive, InterfaceType, ObjectType } from 'type-graphql';

interface Told {
  readonly kind: string;
}

/** Something that happened to files. */
@InterfaceType({
  implements: LiveEvent,
  autoRegisterImplementations: false,
  resolveType: ({ kind }: Told) => kind.charAt(0).toUpperCase() + kind.slice(1),
  description: 'Something that happened to files.',
})
export abstract class FileEvent extends LiveEvent {}

/** Everything after the given cursor was replayed. */
@Directive('@shareable')
@ObjectType({
  implements: [LiveEvent, FileEvent],
  description: 'Everything after the given cursor was replayed; what follows is live.',
})
export class CaughtUp extends LiveEvent {}

/** The given cursor cannot be followed from. */
@Directive('@shareable')
@ObjectType({
  implements: [LiveEvent, FileEvent],
  description: 'The given cursor is too old or foreign: read the snapshot again and follow from its cursor.',
})
export class CursorExpired extends LiveEvent {}
