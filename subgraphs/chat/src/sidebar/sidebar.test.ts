import type { Viewer } from '@parley/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const SIDEBAR = `{ viewer { id sidebar { liveCursor mentionCount entries {
  id unreadCount mentionCount lastReadSeq channel { id kind name } membership { role } peer { id } lastMessage { seq text } } } } }`;
const EVENTS = `subscription ($after: Cursor) { sidebarEvents(after: $after) { __typename cursor
  ... on SidebarEntryChanged { entry { id unreadCount mentionCount channel { id name } lastMessage { text } } }
  ... on SidebarEntryRemoved { channelId }
  ... on ChannelListed { channel { id name } } } }`;
const READ = `mutation ($input: MarkReadInput!) { markRead(input: $input) { lastReadSeq unreadCount mentionCount } }`;
const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { id } }`;

const sidebarOf = async (viewer: Viewer) => (await chat.must(viewer, SIDEBAR)).sidebar;
const read = (viewer: Viewer, channelId: string, seq: number) =>
  chat.must(viewer, READ, { input: { channelId, seq, key: aKey() } });

const eventsOf = (answers: readonly unknown[]) =>
  (answers as { data: { sidebarEvents: Record<string, unknown> } }[]).map(({ data }) => data.sidebarEvents);

const aTalk = async () => {
  const [amara, jonas] = [
    await chat.aPerson({ displayName: 'Amara' }),
    await chat.aPerson({ displayName: 'Jonas' }),
  ];
  return { amara, jonas, id: await chat.aDirect(amara, jonas) };
};

test('a sidebar shows each channel as its viewer has it', async () => {
  const { amara, jonas, id } = await aTalk();
  await chat.aMessage(amara, id, 'one');
  await chat.aMessage(amara, id, `two [@Jonas](mention:${jonas.id})`);
  const { entries, mentionCount } = await sidebarOf(jonas);
  expect(mentionCount).toBe(1);
  expect(entries).toEqual([
    {
      id: expect.stringMatching(/^entry_/),
      unreadCount: 2,
      mentionCount: 1,
      lastReadSeq: 0,
      channel: { id, kind: 'DIRECT', name: 'Amara, Jonas' },
      membership: { role: 'MEMBER' },
      peer: { id: amara.id },
      lastMessage: { seq: 2, text: `two [@Jonas](mention:${jonas.id})` },
    },
  ]);
  expect((await sidebarOf(amara)).entries).toMatchObject([{ unreadCount: 0, peer: { id: jonas.id } }]);
});

test('the read cursor moves forward only, and not past the newest message', async () => {
  const { amara, jonas, id } = await aTalk();
  for (const text of ['one', 'two', 'three']) await chat.aMessage(amara, id, text);
  expect(await read(jonas, id, 2)).toEqual({ lastReadSeq: 2, unreadCount: 1, mentionCount: 0 });
  expect(await read(jonas, id, 1)).toEqual({ lastReadSeq: 2, unreadCount: 1, mentionCount: 0 });
  expect(await read(jonas, id, 99)).toEqual({ lastReadSeq: 3, unreadCount: 0, mentionCount: 0 });
  expect(await chat.codes(jonas, READ, { input: { channelId: id, seq: -1, key: aKey() } })).toEqual([
    'INVALID',
  ]);
});

type Step = { readonly by: 'amara' | 'jonas' } & (
  | { readonly do: 'send'; readonly mentions: boolean }
  | { readonly do: 'read' | 'delete'; readonly at: number }
);

const by = fc.constantFrom('amara' as const, 'jonas' as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('send' as const), by, mentions: fc.boolean() }),
  fc.record({ do: fc.constantFrom('read' as const, 'delete' as const), by, at: fc.nat(12) }),
);

interface Kept {
  readonly id: string;
  readonly seq: number;
  readonly by: string;
  readonly mentions: boolean;
  deleted: boolean;
}

/** What the counts must be, from everything that was done. */
const expected = (kept: readonly Kept[], reader: string, lastRead: number) => {
  const unread = kept.filter(
    ({ seq, by: author, deleted }) => seq > lastRead && author !== reader && !deleted,
  );
  return {
    unreadCount: unread.length,
    mentionCount: unread.filter(({ mentions }) => mentions).length,
    lastReadSeq: lastRead,
  };
};

test('unread counts equal what was sent, read and deleted, in any order', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const { amara, jonas, id } = await aTalk();
      const people = { amara, jonas };
      const kept: Kept[] = [];
      const lastRead = { amara: 0, jonas: 0 };
      for (const next of steps) {
        if (next.do === 'send') {
          const sent = await chat.aMessage(
            people[next.by],
            id,
            next.mentions ? 'hi [@all](mention:channel)' : 'hi',
          );
          kept.push({ ...sent, by: next.by, mentions: next.mentions, deleted: false });
        } else if (next.do === 'read') {
          await read(people[next.by], id, next.at);
          lastRead[next.by] = Math.max(lastRead[next.by], Math.min(next.at, kept.length));
        } else {
          const message = kept[next.at];
          if (message?.by !== next.by) continue;
          await chat.must(people[next.by], DELETE, { input: { messageId: message.id, key: aKey() } });
          message.deleted = true;
        }
      }
      expect((await sidebarOf(amara)).entries[0]).toMatchObject(expected(kept, 'amara', lastRead.amara));
      expect((await sidebarOf(jonas)).entries[0]).toMatchObject(expected(kept, 'jonas', lastRead.jonas));
    }),
    { numRuns: 25 },
  );
});

test('a sidebar follows messages, reading elsewhere, and channels that come and go', async () => {
  const { amara, jonas, id } = await aTalk();
  const { liveCursor } = await sidebarOf(jonas);
  const stream = chat.as(jonas).follow(EVENTS, { after: liveCursor });
  expect(eventsOf(await take(stream, 1))).toMatchObject([{ __typename: 'CaughtUp' }]);
  await chat.aMessage(amara, id, 'news');
  expect(eventsOf(await take(stream, 1))).toMatchObject([
    {
      __typename: 'SidebarEntryChanged',
      entry: { unreadCount: 1, channel: { id }, lastMessage: { text: 'news' } },
    },
  ]);
  await read(jonas, id, 1);
  expect(eventsOf(await take(stream, 1))).toMatchObject([{ entry: { unreadCount: 0 } }]);
  const group = await chat.aChannel(amara, [jonas]);
  expect(eventsOf(await take(stream, 1))).toMatchObject([{ entry: { channel: { id: group } } }]);
  await chat.aMessage(amara, group, 'welcome');
  expect(eventsOf(await take(stream, 1))).toMatchObject([
    { entry: { unreadCount: 1, channel: { id: group } } },
  ]);
  const input = { channelId: group, userId: jonas.id, key: aKey() };
  await chat.must(amara, `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`, {
    input,
  });
  expect(eventsOf(await take(stream, 1))).toMatchObject([
    { __typename: 'SidebarEntryRemoved', channelId: group },
  ]);
  await stream.return();
});

test('resuming gives each changed channel once, as it is now', async () => {
  const { amara, jonas, id } = await aTalk();
  const quiet = await chat.aDirect(await chat.aPerson(), jonas);
  const { liveCursor } = await sidebarOf(jonas);
  for (const text of ['one', 'two', 'three']) await chat.aMessage(amara, id, text);
  const group = await chat.aChannel(amara, [jonas]);
  const events = eventsOf(await take(chat.as(jonas).follow(EVENTS, { after: liveCursor }), 3));
  expect(events.at(-1)).toMatchObject({ __typename: 'CaughtUp' });
  const changed = new Map(
    events.slice(0, 2).map(({ entry }) => {
      const { channel, unreadCount } = entry as { channel: { id: string }; unreadCount: number };
      return [channel.id, unreadCount];
    }),
  );
  expect(changed).toEqual(
    new Map([
      [id, 3],
      [group, 0],
    ]),
  );
  expect(changed.has(quiet)).toBe(false);
  const resumed = eventsOf(await take(chat.as(jonas).follow(EVENTS, { after: events[2]?.['cursor'] }), 1));
  expect(resumed).toMatchObject([{ __typename: 'CaughtUp' }]);
});

test('a message of a transaction that commits late is not passed over', async () => {
  const { amara, jonas, id } = await aTalk();
  const other = await chat.aDirect(await chat.aPerson(), jonas);
  const runner = chat.test.runtime.database.createQueryRunner();
  await runner.startTransaction();
  await runner.query(
    `update channel set last_seq = last_seq, changed_xid = pg_current_xact_id() where id = $1`,
    [other],
  );
  const stream = chat.as(jonas).follow(EVENTS);
  await take(stream, 1);
  await chat.aMessage(amara, id, 'early');
  const [early] = eventsOf(await take(stream, 1));
  expect(early).toMatchObject({ entry: { channel: { id } } });
  await stream.return();
  await runner.commitTransaction();
  await runner.release();
  const late = eventsOf(await take(chat.as(jonas).follow(EVENTS, { after: early?.['cursor'] }), 3));
  const ids = late.flatMap(({ entry }) => (entry ? [(entry as { channel: { id: string } }).channel.id] : []));
  expect(ids).toContain(other);
});

test('an open channel is listed for those who could join', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const stream = chat.as(jonas).follow(EVENTS);
  await take(stream, 1);
  const id = await chat.aChannel(amara, [], { kind: 'PUBLIC', name: 'open to all' });
  expect(eventsOf(await take(stream, 1))).toMatchObject([
    { __typename: 'ChannelListed', channel: { id, name: 'open to all' } },
  ]);
  await stream.return();
});

test("another person's cursor, nonsense and the future are told to be expired", async () => {
  const { amara, jonas } = await aTalk();
  const foreign = (await sidebarOf(amara)).liveCursor as string;
  const mark = Buffer.from((await sidebarOf(jonas)).liveCursor as string, 'base64url').toString('utf8');
  const future = Buffer.from(`${mark}000000`).toString('base64url');
  for (const after of [foreign, 'nonsense', future]) {
    expect(eventsOf(await take(chat.as(jonas).follow(EVENTS, { after }), 2))).toMatchObject([
      { __typename: 'CursorExpired' },
    ]);
  }
});
