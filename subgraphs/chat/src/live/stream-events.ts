import { LiveEvent } from '@parley/kit';
import { Directive, InterfaceType, ObjectType } from 'type-graphql';

interface Told {
  readonly kind: string;
}

const typeNameOf = ({ kind }: Told): string => kind.charAt(0).toUpperCase() + kind.slice(1);

/** Something that happened in a channel. */
@InterfaceType({
  implements: LiveEvent,
  autoRegisterImplementations: false,
  resolveType: typeNameOf,
  description: 'Something that happened in a channel.',
})
export abstract class ChannelEvent extends LiveEvent {}

/** Something that moves the viewer's sidebar. */
@InterfaceType({
  implements: LiveEvent,
  autoRegisterImplementations: false,
  resolveType: typeNameOf,
  description: "Something that moves the viewer's sidebar.",
})
export abstract class SidebarEvent extends LiveEvent {}

/** Everything after the given cursor was replayed. */
@Directive('@shareable')
@ObjectType({
  implements: [LiveEvent, ChannelEvent, SidebarEvent],
  description: 'Everything after the given cursor was replayed; what follows is live.',
})
export class CaughtUp extends LiveEvent {}

/** The given cursor cannot be followed from. */
@Directive('@shareable')
@ObjectType({
  implements: [LiveEvent, ChannelEvent, SidebarEvent],
  description: 'The given cursor is too old or foreign: read the snapshot again and follow from its cursor.',
})
export class CursorExpired extends LiveEvent {}
