import { LiveEvent } from '@parley/kit';
import { ObjectType } from 'type-graphql';
import { SidebarEvent } from '../live/stream-events.js';

@ObjectType({
  implements: [LiveEvent, SidebarEvent],
  description: 'A saved item was made or changed, fell due or went.',
})
export class SavedItemChanged extends SidebarEvent {
  readonly thingId!: string; // for itemId() and item()
}
