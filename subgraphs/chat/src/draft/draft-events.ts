import { LiveEvent } from '@parley/kit';
import { ObjectType } from 'type-graphql';
import { SidebarEvent } from '../live/stream-events.js';

@ObjectType({
  implements: [LiveEvent, SidebarEvent],
  description: 'A draft was saved or discarded, on this device or another one of the viewer.',
})
export class DraftChanged extends SidebarEvent {
  readonly thingId!: string; // for draftId() and draft()
}
