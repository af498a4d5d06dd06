import { LiveEvent } from '@parley/kit';
import { ObjectType } from 'type-graphql';
import { SidebarEvent } from '../live/stream-events.js';

@ObjectType({
  implements: [LiveEvent, SidebarEvent],
  description: 'The viewer was asked, or reminded, to confirm a message, or confirmed it.',
})
export class AcknowledgementChanged extends SidebarEvent {
  readonly thingId!: string; // for messageId() and message()
}
