import type { ChannelEventsSubscription, ChannelPageQuery } from '../../../generated/graphql';

export type ChannelEvent = ChannelEventsSubscription['channelEvents'];
/** A channel with a part of its messages; where it is followed from stands beside it. */
export type ChannelData = Omit<NonNullable<ChannelPageQuery['channel']>, 'liveCursor'>;
export type Message = ChannelData['messages']['nodes'][number];
type Reaction = Message['reactions'][number];

/**
 * The channel after an event. Messages and members that the event carries are in the cache by id already; what is
 * left are lists and counts. Applying an event twice changes nothing the second time.
 */
export function afterChannelEvent<C extends ChannelData>(
  channel: C,
  event: ChannelEvent,
  viewerId: string,
): C {
  switch (event.__typename) {
    case 'MessageAdded':
      return withMessage(channel, { ...event.message, viewerReactions: [] });
    case 'MessageRemoved':
      return event.tombstone ? channel : withoutMessage(channel, event.messageId);
    case 'ReactionChanged':
      return withMessages(channel, (message) =>
        message.id === event.messageId ? afterReaction(message, event, viewerId) : message,
      );
    case 'ReadMoved':
      return event.threadId ? channel : afterReading(channel, event.user?.id, event.seq, viewerId);
    case 'MemberAdded':
      return withMember(channel, event.membership);
    case 'MemberRemoved':
      return withoutMember(channel, event.userId);
    default:
      return channel;
  }
}

/** Whether an event may change what the viewer may do here. */
export function touchesRights(event: ChannelEvent, viewerId: string): boolean {
  if (event.__typename === 'ChannelChanged') return true;
  if (event.__typename === 'MemberRemoved') return event.userId === viewerId;
  return event.__typename === 'MemberChanged' && event.membership.user?.id === viewerId;
}

/** A message at the end, unless it is there or the end is not loaded. */
export function withMessage<C extends ChannelData>(channel: C, message: Message): C {
  const { messages } = channel;
  if (messages.pageInfo.hasNextPage || messages.nodes.some(({ id }) => id === message.id)) return channel;
  const nodes = [...messages.nodes, message].sort((a, b) => a.seq - b.seq);
  return { ...channel, messages: { ...messages, nodes } };
}

function withoutMessage<C extends ChannelData>(channel: C, messageId: string): C {
  const nodes = channel.messages.nodes.filter(({ id }) => id !== messageId);
  return { ...channel, messages: { ...channel.messages, nodes } };
}

function withMessages<C extends ChannelData>(channel: C, change: (message: Message) => Message): C {
  return { ...channel, messages: { ...channel.messages, nodes: channel.messages.nodes.map(change) } };
}

type ReactionChange = Extract<ChannelEvent, { __typename?: 'ReactionChanged' }>;

function afterReaction(message: Message, change: ReactionChange, viewerId: string): Message {
  const { emoji, added, count, user } = change;
  const own = user?.id === viewerId;
  const known = message.reactions.find((reaction) => reaction.emoji === emoji);
  const users = known?.users?.filter(({ id }) => id !== user?.id) ?? [];
  const reaction: Reaction = {
    __typename: 'Reaction',
    emoji,
    count,
    users: added && user ? [...users, user] : users,
  };
  const others = message.viewerReactions.filter((each) => each !== emoji);
  return {
    ...message,
    reactions: replaced(message.reactions, reaction),
    viewerReactions: own ? (added ? [...others, emoji] : others) : message.viewerReactions,
  };
}

function replaced(reactions: readonly Reaction[], reaction: Reaction): Reaction[] {
  if (reaction.count === 0) return reactions.filter(({ emoji }) => emoji !== reaction.emoji);
  return reactions.some(({ emoji }) => emoji === reaction.emoji)
    ? reactions.map((each) => (each.emoji === reaction.emoji ? reaction : each))
    : [...reactions, reaction];
}

function afterReading<C extends ChannelData>(
  channel: C,
  userId: string | undefined,
  seq: number,
  viewerId: string,
): C {
  const nodes = channel.members.nodes.map((member) =>
    // Where none is shown, none is: the viewer, or that person, wants it so.
    member.user?.id === userId && userId && member.lastReadSeq !== null && member.lastReadSeq < seq
      ? { ...member, lastReadSeq: seq }
      : member,
  );
  const entry = channel.viewerEntry;
  const viewerEntry =
    entry && userId === viewerId && entry.lastReadSeq < seq ? { ...entry, lastReadSeq: seq } : entry;
  return { ...channel, viewerEntry, members: { ...channel.members, nodes } };
}

function withMember<C extends ChannelData>(channel: C, member: ChannelData['members']['nodes'][number]): C {
  if (channel.members.nodes.some(({ id }) => id === member.id)) return channel;
  const nodes = [...channel.members.nodes, member];
  return { ...channel, memberCount: channel.memberCount + 1, members: { ...channel.members, nodes } };
}

function withoutMember<C extends ChannelData>(channel: C, userId: string): C {
  const nodes = channel.members.nodes.filter(({ user }) => user?.id !== userId);
  const gone = nodes.length < channel.members.nodes.length;
  const memberCount = gone ? channel.memberCount - 1 : channel.memberCount;
  return { ...channel, memberCount, members: { ...channel.members, nodes } };
}
