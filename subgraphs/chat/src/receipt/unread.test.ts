import type { Viewer } from '@parley/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const READ = `mutation ($input: MarkReadInput!) { markRead(input: $input) { lastReadSeq unreadCount mentionCount } }`;
const UNREAD = `mutation ($input: MarkUnreadInput!) { markUnread(input: $input) { lastReadSeq unreadCount mentionCount } }`;
const ALL_READ = `mutation ($input: MarkAllReadInput!) { markAllRead(input: $input) { id } }`;
const OPEN = `mutation ($input: OpenThreadInput!) { openThread(input: $input) { id } }`;
const FOLLOW = `mutation ($input: FollowThreadInput!) { followThread(input: $input) { id } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id seq } }`;
const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { id } }`;
const STATE = `query ($channel: ID!, $thread: ID!) {
  channel(id: $channel) { viewerEntry { unreadCount mentionCount } }
  thread(id: $thread) { viewerFollow { unreadCount mentionCount } }
  viewer { sidebar { unreadThreadCount mentionCount } } }`;
const RECEIPTS = `query ($channel: ID!) { channel(id: $channel) { members(first: 10) { nodes { lastReadSeq user { id } } } } }`;

const aTalk = async () => {
  const [amara, jonas] = await chat.people([{}, {}]);
  if (!amara || !jonas) throw new Error('Two people were asked for');
  return { amara, jonas, id: await chat.aDirect(amara, jonas) };
};

const unread = (viewer: Viewer, messageId: string) =>
  chat.must(viewer, UNREAD, { input: { messageId, key: aKey() } });
const read = (viewer: Viewer, channelId: string, seq: number, threadId?: string) =>
  chat.must(viewer, READ, { input: { channelId, seq, threadId, key: aKey() } });

test('what is marked as unread is unread from there, and read again by reading on', async () => {
  const { amara, jonas, id } = await aTalk();
  const sent = [];
  for (const text of ['one', 'two', 'three']) sent.push(await chat.aMessage(amara, id, text));
  await read(jonas, id, 3);
  expect(await unread(jonas, sent[1]?.id ?? '')).toEqual({ lastReadSeq: 1, unreadCount: 2, mentionCount: 0 });
  expect(await read(jonas, id, 1)).toMatchObject({ unreadCount: 2 });
  expect(await read(jonas, id, 3)).toEqual({ lastReadSeq: 3, unreadCount: 0, mentionCount: 0 });
});

test('one of the own messages can be marked too, and nobody else sees that', async () => {
  const { amara, jonas, id } = await aTalk();
  const own = await chat.aMessage(jonas, id, 'to do');
  await read(jonas, id, 1);
  expect(await unread(jonas, own.id)).toEqual({ lastReadSeq: 0, unreadCount: 1, mentionCount: 0 });
  const members = (await chat.must(amara, RECEIPTS, { channel: id })).members.nodes as {
    lastReadSeq: number;
    user: { id: string };
  }[];
  expect(members.find(({ user }) => user.id === jonas.id)?.lastReadSeq).toBe(1);
});

test('a deleted message cannot be marked, and does not count where it was', async () => {
  const { amara, jonas, id } = await aTalk();
  const first = await chat.aMessage(amara, id, 'one');
  await read(jonas, id, 1);
  await unread(jonas, first.id);
  await chat.must(amara, DELETE, { input: { messageId: first.id, key: aKey() } });
  expect(await chat.codes(jonas, UNREAD, { input: { messageId: first.id, key: aKey() } })).toEqual([
    'CONFLICT',
  ]);
  expect(await read(jonas, id, 0)).toMatchObject({ unreadCount: 0 });
});

test('marking an answer as unread follows its thread from there', async () => {
  const { amara, jonas, id } = await aTalk();
  const root = await chat.aMessage(amara, id, 'root');
  const { id: threadId } = await chat.must(amara, OPEN, { input: { discussableId: root.id, key: aKey() } });
  const input = { channelId: id, threadId, text: 'answer', key: aKey() };
  const sent = await chat.must(amara, SEND, { input });
  await unread(jonas, sent.id);
  const state = (await chat.as(jonas).run(STATE, { channel: id, thread: threadId })).data;
  expect(state).toMatchObject({
    channel: { viewerEntry: { unreadCount: 1 } },
    thread: { viewerFollow: { unreadCount: 1 } },
    viewer: { sidebar: { unreadThreadCount: 1 } },
  });
});

/** Everything that moves what is unread, by two people, in a channel and in a thread of it. */
type Step = { readonly by: 0 | 1 } & (
  | { readonly do: 'send'; readonly where: 'channel' | 'thread' | 'both'; readonly mentions: boolean }
  | { readonly do: 'read'; readonly where: 'channel' | 'thread'; readonly at: number }
  | { readonly do: 'delete' | 'unread'; readonly nth: number }
  | { readonly do: 'follow'; readonly level: 'ALL' | 'MENTIONS' | 'NOTHING' }
  | { readonly do: 'allRead' }
);

const by = fc.constantFrom(0 as const, 1 as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      by,
      where: fc.constantFrom('channel' as const, 'thread' as const, 'both' as const),
      mentions: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      by,
      where: fc.constantFrom('channel' as const, 'thread' as const),
      at: fc.nat(14),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('delete' as const, 'unread' as const), by, nth: fc.nat(12) }),
  },
  fc.record({
    do: fc.constant('follow' as const),
    by,
    level: fc.constantFrom('ALL' as const, 'MENTIONS' as const, 'NOTHING' as const),
  }),
  fc.record({ do: fc.constant('allRead' as const), by }),
);

interface Kept {
  readonly id: string;
  readonly seq: number;
  readonly by: 0 | 1;
  readonly inChannel: boolean;
  readonly inThread: boolean;
  readonly mentions: boolean;
  deleted: boolean;
}

interface Cursor {
  read: number;
  from: number | null;
}

/** One person's places as they must be, told by nothing but what was done. */
interface Reader {
  readonly channel: Cursor;
  thread: (Cursor & { level: string }) | null;
}

const upTo = ({ read: seq, from }: Cursor): number => Math.min(seq, from === null ? seq : from - 1);

function forward(cursor: Cursor, seq: number, newest: number): void {
  const reached = Math.min(seq, newest);
  const moves = cursor.read < reached || (cursor.from !== null && cursor.from <= seq);
  if (!moves) return;
  if (cursor.from !== null && cursor.from <= reached) cursor.from = null;
  cursor.read = Math.max(cursor.read, reached);
}

function expected(kept: readonly Kept[], me: 0 | 1, reader: Reader) {
  const standing = kept.filter(({ deleted }) => !deleted);
  const inChannel = standing.filter((message) => {
    if (!message.inChannel || message.seq <= upTo(reader.channel)) return false;
    if (message.seq === reader.channel.from) return true;
    const readInThread = message.inThread && reader.thread !== null && message.seq <= upTo(reader.thread);
    return message.by !== me && !readInThread;
  });
  const { thread } = reader;
  const inThread = standing.filter((message) => {
    if (!thread || !message.inThread || message.seq <= upTo(thread)) return false;
    if (message.seq === thread.from) return true;
    return message.by !== me && !(message.inChannel && message.seq <= upTo(reader.channel));
  });
  const mentions = (messages: readonly Kept[]) =>
    messages.filter((one) => one.mentions && one.by !== me).length;
  const waits = thread?.level === 'ALL' ? inThread.length > 0 : mentions(inThread) > 0;
  return {
    channel: { viewerEntry: { unreadCount: inChannel.length, mentionCount: mentions(inChannel) } },
    thread: {
      viewerFollow: thread && { unreadCount: inThread.length, mentionCount: mentions(inThread) },
    },
    viewer: {
      sidebar: {
        unreadThreadCount: thread && thread.level !== 'NOTHING' && waits ? 1 : 0,
        mentionCount: mentions(inChannel),
      },
    },
  };
}

test(
  'what is unread equals what was sent, read, marked and deleted, in any order',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 18 }), async (steps) => {
        const { amara, jonas, id } = await aTalk();
        const people = [amara, jonas] as const;
        const root = await chat.aMessage(amara, id, 'root');
        const { id: threadId } = await chat.must(amara, OPEN, {
          input: { discussableId: root.id, key: aKey() },
        });
        const kept: Kept[] = [
          { ...root, by: 0, inChannel: true, inThread: false, mentions: false, deleted: false },
        ];
        const readers: [Reader, Reader] = [
          { channel: { read: 0, from: null }, thread: null },
          { channel: { read: 0, from: null }, thread: null },
        ];
        const newestInThread = () => kept.filter(({ inThread }) => inThread).at(-1)?.seq ?? root.seq;
        for (const next of steps) {
          const person = people[next.by];
          const me = readers[next.by];
          if (next.do === 'send') {
            const inThread = next.where !== 'channel';
            const text = next.mentions ? 'hi [@all](mention:channel)' : 'hi';
            const place = inThread ? { threadId, alsoInChannel: next.where === 'both' } : {};
            const input = { channelId: id, text, key: aKey(), ...place };
            const sent = await chat.must(person, SEND, { input });
            const { by: author, mentions } = next;
            kept.push({
              ...sent,
              by: author,
              inChannel: next.where !== 'thread',
              inThread,
              mentions,
              deleted: false,
            });
            if (inThread) {
              me.thread ??= { read: sent.seq, from: null, level: 'ALL' };
              readers[0].thread ??= { read: sent.seq - 1, from: null, level: 'ALL' };
            }
          } else if (next.do === 'read') {
            await read(person, id, next.at, next.where === 'thread' ? threadId : undefined);
            if (next.where === 'channel') forward(me.channel, next.at, kept.length);
            else if (me.thread) forward(me.thread, next.at, newestInThread());
          } else if (next.do === 'delete') {
            const message = kept[next.nth];
            if (message?.by !== next.by || message.deleted) continue;
            await chat.must(person, DELETE, { input: { messageId: message.id, key: aKey() } });
            message.deleted = true;
          } else if (next.do === 'unread') {
            const message = kept[next.nth];
            if (!message || message.deleted) continue;
            await unread(person, message.id);
            if (message.inChannel) me.channel.from = message.seq;
            else {
              me.thread ??= { read: newestInThread(), from: null, level: 'ALL' };
              me.thread.from = message.seq;
            }
          } else if (next.do === 'follow') {
            await chat.must(person, FOLLOW, { input: { threadId, level: next.level, key: aKey() } });
            me.thread ??= { read: newestInThread(), from: null, level: next.level };
            me.thread.level = next.level;
          } else {
            await chat.must(person, ALL_READ, { input: { key: aKey() } });
            Object.assign(me.channel, { read: kept.length, from: null });
            if (me.thread) {
              Object.assign(me.thread, { read: Math.max(me.thread.read, newestInThread()), from: null });
            }
          }
        }
        for (const who of [0, 1] as const) {
          const { data } = await chat.as(people[who]).run(STATE, { channel: id, thread: threadId });
          expect(data).toEqual(expected(kept, who, readers[who]));
        }
      }),
      { numRuns: 40 },
    );
  },
);
