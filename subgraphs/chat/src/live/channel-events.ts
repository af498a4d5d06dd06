import { LiveEvent } from '@parley/kit';
import { ObjectType } from 'type-graphql';
import type { ChannelLog } from '../events.js';
import { ChannelEvent } from './stream-events.js';

const implementing = { implements: [LiveEvent, ChannelEvent] };

/** A log row of that kind, as the resolvers of its event read it. */
type Told<K extends keyof ChannelLog> = ChannelLog[K];

@ObjectType({ ...implementing, description: 'A message was sent.' })
export class MessageAdded extends ChannelEvent {
  readonly data!: Told<'messageAdded'>; // for message()
}

@ObjectType({
  ...implementing,
  description: 'A message was edited, pinned, voted on, previewed or acknowledged, or a file in it moved on.',
})
export class MessageChanged extends ChannelEvent {
  readonly data!: Told<'messageChanged'>; // for message()
}

@ObjectType({ ...implementing, description: 'A message was deleted, hidden or expired.' })
export class MessageRemoved extends ChannelEvent {
  readonly data!: Told<'messageRemoved'>; // for messageId() and tombstone()
}

@ObjectType({ ...implementing, description: 'A reaction came or went.' })
export class ReactionChanged extends ChannelEvent {
  readonly data!: Told<'reactionChanged'>; // for every field
}

@ObjectType({ ...implementing, description: "Somebody's read cursor moved, where receipts are on." })
export class ReadMoved extends ChannelEvent {
  readonly data!: Told<'readMoved'>; // for user() and seq()
}

@ObjectType({ ...implementing, description: 'Somebody joined.' })
export class MemberAdded extends ChannelEvent {
  readonly data!: Told<'memberAdded'>; // for membership()
}

@ObjectType({ ...implementing, description: "Somebody's role changed." })
export class MemberChanged extends ChannelEvent {
  readonly data!: Told<'memberChanged'>; // for membership()
}

@ObjectType({ ...implementing, description: 'Somebody left or was removed; nothing after it reaches them.' })
export class MemberRemoved extends ChannelEvent {
  readonly data!: Told<'memberRemoved'>; // for userId() and user()
}

@ObjectType({ ...implementing, description: 'The channel was renamed, archived, opened or got new rules.' })
export class ChannelChanged extends ChannelEvent {
  readonly data!: Told<'channelChanged'>; // for channel()
}
