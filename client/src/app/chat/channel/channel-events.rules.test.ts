import { describe, expect, test } from 'vitest';
import {
  afterChannelEvent,
  touchesRights,
  type ChannelData,
  type ChannelEvent,
  type Message,
} from './channel-events.rules';

const me = 'user_me';
const jonas = {
  __typename: 'User' as const,
  id: 'user_jonas',
  displayName: 'Jonas',
  avatarUrl: null,
  timeZone: 'UTC',
};
const stamp = { cursor: 'c', at: '2026-11-17T12:00:00Z' };

function message(seq: number, over: Partial<Message> = {}): Message {
  return {
    __typename: 'Message',
    id: `message_${seq}`,
    seq,
    kind: 'TEXT',
    version: 1,
    text: 'words',
    sentAt: stamp.at,
    editedAt: null,
    deletedAt: null,
    author: jonas,
    notice: null,
    mentions: [],
    attachments: [],
    linkPreviews: [],
    reactions: [],
    replyTo: null,
    viewerReactions: [],
    ...over,
  };
}

function member(user: { id: string }, lastReadSeq: number): ChannelData['members']['nodes'][number] {
  return {
    __typename: 'Membership',
    id: `membership_${user.id}`,
    role: 'MEMBER',
    lastReadSeq,
    user: { ...jonas, ...user },
  };
}

function channel(messages: Message[], hasNextPage = false): ChannelData {
  return {
    __typename: 'Channel',
    id: 'channel_1',
    kind: 'PUBLIC',
    name: 'thesis-committee',
    topic: null,
    description: null,
    icon: null,
    version: 1,
    archivedAt: null,
    postingRole: 'MEMBER',
    memberCount: 2,
    viewerCan: ['READ', 'POST'],
    liveCursor: 'c',
    viewerEntry: {
      __typename: 'SidebarEntry',
      id: 'entry_1',
      lastReadSeq: 1,
      unreadCount: 0,
      mentionCount: 0,
      peer: null,
    },
    messages: {
      __typename: 'MessageConnection',
      nodes: messages,
      pageInfo: {
        __typename: 'PageInfo',
        startCursor: null,
        endCursor: null,
        hasPreviousPage: false,
        hasNextPage,
      },
    },
    members: {
      __typename: 'MembershipConnection',
      nodes: [member({ id: me }, 1), member(jonas, 1)],
      pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
    },
  };
}

/** The events a test applies, twice, because hearing one again must change nothing. */
function after(start: ChannelData, ...events: ChannelEvent[]): ChannelData {
  return [...events, ...events.slice(-1)].reduce((data, event) => afterChannelEvent(data, event, me), start);
}

const ids = (data: ChannelData): string[] => data.messages.nodes.map(({ id }) => id);

describe('messages', () => {
  const added: ChannelEvent = { __typename: 'MessageAdded', ...stamp, message: message(2) };

  test('a new one comes last, once', () => {
    expect(ids(after(channel([message(1)]), added))).toEqual(['message_1', 'message_2']);
  });

  test('a new one is not shown after a hole', () => {
    expect(ids(after(channel([message(1)], true), added))).toEqual(['message_1']);
  });

  test('one that arrives again keeps the reactions of the viewer', () => {
    const data = after(channel([message(2, { viewerReactions: ['👍'] })]), added);
    expect(data.messages.nodes[0]?.viewerReactions).toEqual(['👍']);
  });

  test('one that is gone without a trace leaves the list, one with a tombstone stays', () => {
    const gone = { __typename: 'MessageRemoved' as const, ...stamp, messageId: 'message_1' };
    expect(ids(after(channel([message(1)]), { ...gone, tombstone: null }))).toEqual([]);
    expect(ids(after(channel([message(1)]), { ...gone, tombstone: message(1) }))).toEqual(['message_1']);
  });
});

describe('reactions', () => {
  const own = {
    __typename: 'ReactionChanged' as const,
    ...stamp,
    messageId: 'message_1',
    emoji: '🎉',
    added: true,
    count: 2,
    user: { __typename: 'User' as const, id: me, displayName: 'Me' },
  };

  test('an own one is counted, named and framed', () => {
    const [first] = after(channel([message(1)]), own).messages.nodes;
    expect(first?.reactions).toEqual([{ __typename: 'Reaction', emoji: '🎉', count: 2, users: [own.user] }]);
    expect(first?.viewerReactions).toEqual(['🎉']);
  });

  test('the last one takes the pill with it', () => {
    const [first] = after(channel([message(1)]), own, { ...own, added: false, count: 0 }).messages.nodes;
    expect([first?.reactions, first?.viewerReactions]).toEqual([[], []]);
  });
});

describe('members', () => {
  test('reading moves forward only', () => {
    const moved = {
      __typename: 'ReadMoved' as const,
      ...stamp,
      user: { __typename: 'User' as const, id: jonas.id },
    };
    const data = after(channel([]), { ...moved, seq: 7 }, { ...moved, seq: 3 });
    expect(data.members.nodes.map(({ lastReadSeq }) => lastReadSeq)).toEqual([1, 7]);
  });

  test('the viewer reading elsewhere moves their own position', () => {
    const data = after(channel([]), {
      __typename: 'ReadMoved',
      ...stamp,
      seq: 5,
      user: { __typename: 'User', id: me },
    });
    expect(data.viewerEntry?.lastReadSeq).toBe(5);
  });

  test('coming and going are counted once', () => {
    const came: ChannelEvent = {
      __typename: 'MemberAdded',
      ...stamp,
      membership: member({ id: 'user_new' }, 0),
    };
    expect(after(channel([]), came).memberCount).toBe(3);
    expect(after(channel([]), { __typename: 'MemberRemoved', ...stamp, userId: jonas.id }).memberCount).toBe(
      1,
    );
  });
});

test('a new role of the viewer and new rules of the channel touch rights', () => {
  const changed = (id: string): ChannelEvent => ({
    __typename: 'MemberChanged',
    ...stamp,
    membership: member({ id }, 0),
  });
  expect(touchesRights(changed(me), me)).toBe(true);
  expect(touchesRights(changed(jonas.id), me)).toBe(false);
});
