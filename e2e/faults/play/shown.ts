import type { FaultsEventsSubscription, FaultsSnapshotQuery } from '../../generated/graphql.js';
import type { ShownMember, ShownMessage, Snapshot, ToldEvent } from '../journal.js';

type Event = FaultsEventsSubscription['channelEvents'];
type Channel = NonNullable<FaultsSnapshotQuery['channel']>;
type Message = Channel['messages']['nodes'][number];
type Member = Channel['members']['nodes'][number];

/** A message as it is compared: reactions in one order. */
export const shownMessage = ({ id, seq, version, text, deletedAt, reactions }: Message): ShownMessage => ({
  id,
  seq,
  version,
  text: text ?? null,
  deleted: deletedAt != null,
  reactions: reactions
    .map(({ emoji, count }) => ({ emoji, count }))
    .toSorted((a, b) => (a.emoji < b.emoji ? -1 : 1)),
});

const shownMember = ({ role, lastReadSeq, user }: Member): ShownMember => ({
  userId: user?.id ?? '',
  role,
  lastReadSeq: lastReadSeq ?? null,
});

/** A channel as it was shown. */
export const shownChannel = (channel: Channel): Snapshot => ({
  cursor: channel.liveCursor,
  name: channel.name,
  memberCount: channel.memberCount,
  members: channel.members.nodes.map(shownMember),
  messages: channel.messages.nodes.map(shownMessage),
});

/** An event as it is compared. */
export function toldEvent(event: Event): ToldEvent {
  const base = { type: event.__typename, cursor: event.cursor };
  switch (event.__typename) {
    case 'MessageAdded':
    case 'MessageChanged':
      return { ...base, message: shownMessage(event.message), messageId: event.message.id };
    case 'MessageRemoved':
      return {
        ...base,
        messageId: event.messageId,
        ...(event.tombstone && { message: shownMessage(event.tombstone) }),
      };
    case 'ReactionChanged': {
      const { messageId, emoji, added, count, user } = event;
      return { ...base, messageId, emoji, added, count, userId: user?.id ?? '' };
    }
    case 'ReadMoved':
      return { ...base, seq: event.seq, userId: event.user?.id ?? '' };
    case 'MemberAdded':
    case 'MemberChanged': {
      const member = shownMember(event.membership);
      return { ...base, member, userId: member.userId };
    }
    case 'MemberRemoved':
      return { ...base, userId: event.userId };
    case 'ChannelChanged':
      return { ...base, name: event.channel.name };
    default:
      return base;
  }
}
