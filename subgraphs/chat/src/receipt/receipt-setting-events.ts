import { LiveEvent } from '@parley/kit';
import { ObjectType } from 'type-graphql';
import { SidebarEvent } from '../live/stream-events.js';

@ObjectType({
  implements: [LiveEvent, SidebarEvent],
  description: 'The viewer chose to show, or hide, how far they have read: for their other devices.',
})
export class ReadReceiptsChanged extends SidebarEvent {}
