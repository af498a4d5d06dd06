import { LiveEvent } from '@parley/kit';
import { ObjectType } from 'type-graphql';
import { SidebarEvent } from '../live/stream-events.js';

@ObjectType({
  implements: [LiveEvent, SidebarEvent],
  description: 'The viewer voted, or voted otherwise: for their other devices.',
})
export class PollVoteChanged extends SidebarEvent {
  readonly thingId!: string; // for messageId() and message()
}
