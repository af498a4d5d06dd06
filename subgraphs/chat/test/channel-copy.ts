/** A message as a client keeps it. */
export interface CopiedMessage {
  readonly id: string;
  readonly seq: number;
  readonly reactions: readonly {
    readonly emoji: string;
    readonly count: number;
    readonly users: readonly Ref[];
  }[];
  readonly [field: string]: unknown;
}

interface Ref {
  readonly id: string;
}

interface CopiedMember {
  readonly id: string;
  readonly role: string;
  readonly lastReadSeq: number;
  readonly user: Ref;
}

/** A channel as a client that has it open keeps it. */
export interface ChannelCopy {
  readonly header: Readonly<Record<string, unknown>>;
  readonly messages: ReadonlyMap<string, CopiedMessage>;
  readonly members: ReadonlyMap<string, CopiedMember>;
}

const VIEW = `fragment View on Message { id seq kind version text editedAt deletedAt author { id } replyTo { id }
  notice { kind value actor { id } subjects { id } } mentions { kind target { ... on User { id } } }
  reactions { emoji count users { id } } }
fragment Header on Channel { id name topic description icon version archivedAt postingRole }
fragment Member on Membership { id role lastReadSeq user { id } }`;

/** Everything that opens a channel. */
export const SNAPSHOT = `query ($id: ID!) { channel(id: $id) { liveCursor memberCount ...Header
  messages(last: 100) { nodes { ...View } } members(first: 100) { nodes { ...Member } } } } ${VIEW}`;

/** Everything that changes it. */
export const CHANGES = `subscription ($id: ID!, $after: Cursor) { channelEvents(channelId: $id, after: $after) {
  __typename cursor
  ... on MessageAdded { message { ...View } }
  ... on MessageChanged { message { ...View } }
  ... on MessageRemoved { messageId tombstone { ...View } }
  ... on ReactionChanged { messageId emoji added count user { id } }
  ... on ReadMoved { seq user { id } }
  ... on MemberAdded { membership { ...Member } }
  ... on MemberChanged { membership { ...Member } }
  ... on MemberRemoved { userId }
  ... on ChannelChanged { channel { ...Header } }
} } ${VIEW}`;

/** The answer to SNAPSHOT. */
export interface Snapshot {
  readonly liveCursor: string;
  readonly memberCount: number;
  readonly messages: { readonly nodes: readonly CopiedMessage[] };
  readonly members: { readonly nodes: readonly CopiedMember[] };
  readonly [field: string]: unknown;
}

/** One event of CHANGES. */
export type Change = { readonly cursor: string } & (
  | { readonly __typename: 'MessageAdded' | 'MessageChanged'; readonly message: CopiedMessage }
  | {
      readonly __typename: 'MessageRemoved';
      readonly messageId: string;
      readonly tombstone: CopiedMessage | null;
    }
  | {
      readonly __typename: 'ReactionChanged';
      readonly messageId: string;
      readonly emoji: string;
      readonly added: boolean;
      readonly count: number;
      readonly user: Ref;
    }
  | { readonly __typename: 'ReadMoved'; readonly seq: number; readonly user: Ref }
  | { readonly __typename: 'MemberAdded' | 'MemberChanged'; readonly membership: CopiedMember }
  | { readonly __typename: 'MemberRemoved'; readonly userId: string }
  | { readonly __typename: 'ChannelChanged'; readonly channel: Readonly<Record<string, unknown>> }
  | { readonly __typename: 'CaughtUp' }
);

const byId = <T extends Ref>(things: readonly T[]): Map<string, T> =>
  new Map([...things].map((thing) => [thing.id, thing]));

/** What a client keeps of a snapshot. */
export function copyOf({
  liveCursor: _cursor,
  memberCount: _count,
  messages,
  members,
  ...header
}: Snapshot): ChannelCopy {
  return { header, messages: byId(messages.nodes), members: byId(members.nodes) };
}

function withReaction(
  message: CopiedMessage,
  change: Change & { __typename: 'ReactionChanged' },
): CopiedMessage {
  const { emoji, added, count, user } = change;
  const known = message.reactions.find((reaction) => reaction.emoji === emoji);
  const others = message.reactions.filter((reaction) => reaction !== known);
  const users = (known?.users ?? []).filter(({ id }) => id !== user.id);
  const reaction = { emoji, count, users: added ? [...users, user] : users };
  return { ...message, reactions: count === 0 ? others : [...others, reaction] };
}

const put = <T extends Ref>(things: ReadonlyMap<string, T>, thing: T): Map<string, T> =>
  new Map(things).set(thing.id, thing);

function without<T>(things: ReadonlyMap<string, T>, isGone: (thing: T) => boolean): Map<string, T> {
  return new Map([...things].filter(([, thing]) => !isGone(thing)));
}

function afterReading(copy: ChannelCopy, { user, seq }: Change & { __typename: 'ReadMoved' }): ChannelCopy {
  const member = [...copy.members.values()].find((each) => each.user.id === user.id);
  if (!member || member.lastReadSeq >= seq) return copy;
  return { ...copy, members: put(copy.members, { ...member, lastReadSeq: seq }) };
}

/** The copy after an event: what every client does with it, in the fewest words. */
export function afterChange(copy: ChannelCopy, change: Change): ChannelCopy {
  switch (change.__typename) {
    case 'MessageAdded':
    case 'MessageChanged':
      return { ...copy, messages: put(copy.messages, change.message) };
    case 'MessageRemoved': {
      const { tombstone, messageId } = change;
      const rest = without(copy.messages, ({ id }) => id === messageId);
      return { ...copy, messages: tombstone ? put(copy.messages, tombstone) : rest };
    }
    case 'ReactionChanged': {
      const message = copy.messages.get(change.messageId);
      return message ? { ...copy, messages: put(copy.messages, withReaction(message, change)) } : copy;
    }
    case 'ReadMoved':
      return afterReading(copy, change);
    case 'MemberAdded':
    case 'MemberChanged':
      return { ...copy, members: put(copy.members, change.membership) };
    case 'MemberRemoved':
      return { ...copy, members: without(copy.members, ({ user }) => user.id === change.userId) };
    case 'ChannelChanged':
      return { ...copy, header: change.channel };
    case 'CaughtUp':
      return copy;
  }
}

const inOrder = <T>(things: Iterable<T>, keyOf: (thing: T) => string): T[] =>
  [...things].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

/** A copy in one order, to be compared with another: lists of people and of emoji have none that a client keeps. */
export const plainly = ({ header, messages, members }: ChannelCopy): unknown => ({
  header,
  messages: [...messages.values()]
    .sort((a, b) => a.seq - b.seq)
    .map((message) => ({
      ...message,
      reactions: inOrder(message.reactions, ({ emoji }) => emoji).map(({ emoji, count, users }) => ({
        ...{ emoji, count },
        users: inOrder(users, ({ id }) => id),
      })),
    })),
  members: inOrder(members.values(), ({ id }) => id),
});
