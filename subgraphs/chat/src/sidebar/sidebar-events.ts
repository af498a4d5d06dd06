import { LiveEvent } from '@parley/kit';
import { Field, ID, ObjectType } from 'type-graphql';
import { SidebarEvent } from '../live/stream-events.js';
import { SidebarEntry } from './sidebar.js';

const implementing = { implements: [LiveEvent, SidebarEvent] };

@ObjectType({ ...implementing, description: 'A channel came, or its unread count, level or place changed.' })
export class SidebarEntryChanged extends SidebarEvent {
  @Field(() => SidebarEntry, { description: 'The channel as the viewer has it.' })
  readonly entry!: SidebarEntry;
}

@ObjectType({ ...implementing, description: 'A channel went.' })
export class SidebarEntryRemoved extends SidebarEvent {
  @Field(() => ID, { description: 'Id of the channel.' })
  readonly channelId!: string;
}

@ObjectType({ ...implementing, description: 'A channel that the viewer could join opened or closed.' })
export class ChannelListed extends SidebarEvent {
  readonly channelId!: string; // for channel()
}
