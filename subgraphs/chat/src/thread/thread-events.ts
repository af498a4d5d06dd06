import { LiveEvent } from '@parley/kit';
import { ObjectType } from 'type-graphql';
import type { ChannelLog } from '../events.js';
import { ChannelEvent, SidebarEvent } from '../live/stream-events.js';

@ObjectType({
  implements: [LiveEvent, ChannelEvent],
  description: 'A thread or topic was opened, renamed, closed, or grew.',
})
export class ThreadChanged extends ChannelEvent {
  readonly data!: ChannelLog['threadChanged']; // for thread()
}

@ObjectType({ implements: [LiveEvent, SidebarEvent], description: 'A followed thread moved.' })
export class ThreadFollowChanged extends SidebarEvent {
  readonly thingId!: string; // for follow()
}
