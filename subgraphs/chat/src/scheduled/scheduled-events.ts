import { LiveEvent } from '@parley/kit';
import { ObjectType } from 'type-graphql';
import { SidebarEvent } from '../live/stream-events.js';

@ObjectType({
  implements: [LiveEvent, SidebarEvent],
  description: 'A scheduled message was made, changed, sent, refused or cancelled.',
})
export class ScheduledMessageChanged extends SidebarEvent {
  readonly thingId!: string; // for scheduledId() and scheduled()
}
