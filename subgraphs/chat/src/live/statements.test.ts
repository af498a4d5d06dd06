import type { Viewer } from '@parley/kit';
import { asViewer, callerOf, expectQueries } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat('quiet');
});
afterAll(() => chat.stop());

const CHANNEL = `subscription ($id: ID!) { channelEvents(channelId: $id) { cursor } }`;
const TYPING = `subscription ($id: ID!) { typing(channelId: $id) { at } }`;

/** Members, guests and strangers of a channel, as many as are asked for. */
async function manyViewers(count: number): Promise<{ id: string; viewers: Viewer[]; allowed: boolean[] }> {
  const amara = await chat.aPerson();
  const members = await chat.people(Array.from({ length: Math.ceil(count / 2) }, () => ({})));
  const strangers = await chat.people(Array.from({ length: Math.ceil(count / 4) }, () => ({})));
  const id = await chat.aChannel(amara, members);
  const guests: Viewer[] = [];
  for (let n = 0; n < Math.floor(count / 4); n += 1) {
    guests.push(
      await chat.aGuest([{ targetId: id, actions: ['READ'] }], n % 2 ? amara : (strangers[0] ?? amara)),
    );
  }
  return {
    id,
    viewers: [...members, ...strangers, ...guests],
    allowed: [
      ...members.map(() => true),
      ...strangers.map(() => false),
      ...guests.map((_, n) => n % 2 === 1),
    ],
  };
}

test.each([
  ['channel events', CHANNEL],
  ['typing', TYPING],
])('the rights of many viewers to %s are read in one statement', async (_what, query) => {
  for (const count of [4, 200]) {
    const { id, viewers, allowed } = await manyViewers(count);
    const callers = viewers.map((viewer) => callerOf(viewer));
    const grants = await expectQueries(chat.test, 1, () =>
      chat.test.runtime.authorize({ query, variables: { id } }, callers),
    );
    expect(grants.map((refusal) => refusal === null)).toEqual(allowed);
    const refused = grants.find((refusal) => refusal !== null);
    expect(refused).toMatchObject([{ message: 'Channel not found', extensions: { code: 'NOT_FOUND' } }]);
  }
});

/** What the client selects of a channel's events, without what other subgraphs own. */
const MESSAGE = `fragment View on Message { id seq kind version text sentAt editedAt deletedAt author { id }
  notice { kind value actor { id } subjects { id } } mentions { kind target { ... on User { id } } }
  reactions { emoji count users { id } } replyTo { id text deletedAt author { id } } }`;
const EVERYTHING = `subscription ($id: ID!, $after: Cursor) { channelEvents(channelId: $id, after: $after) {
  __typename cursor at
  ... on MessageAdded { message { ...View } }
  ... on MessageChanged { message { ...View } }
  ... on MessageRemoved { messageId tombstone { ...View } }
  ... on ReactionChanged { messageId emoji added count user { id } }
  ... on ReadMoved { seq user { id } }
  ... on MemberAdded { membership { id role lastReadSeq user { id } } }
  ... on MemberChanged { membership { id role lastReadSeq user { id } } }
  ... on MemberRemoved { userId }
  ... on ChannelChanged { channel { id name topic description icon version archivedAt postingRole memberCount } }
} } ${MESSAGE}`;
const WORDS = `subscription ($id: ID!, $after: Cursor) { channelEvents(channelId: $id, after: $after) {
  cursor ... on MessageAdded { message { id text author { id } } } } }`;

const act = (who: Viewer, name: string, input: Record<string, unknown>): Promise<unknown> =>
  chat.must(
    who,
    `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { id } }`,
    { input: { ...input, key: aKey() } },
  );

const cursorOf = async (viewer: Viewer, id: string): Promise<string> =>
  (await chat.must(viewer, `query ($id: ID!) { channel(id: $id) { liveCursor } }`, { id }))
    .liveCursor as string;

/** The tables that were read besides the log, one entry a statement; how the log is read is the kit's business. */
async function tablesRead(work: () => Promise<void>): Promise<string[]> {
  const { list } = await chat.test.runtime.database.statements.during(work);
  const tables = list.map((statement) => /from (\w+)/.exec(statement)?.[1] ?? statement);
  return tables.filter((table) => !table.startsWith('log')).sort();
}

/** Takes a replay up to its end, as the gateway does for many viewers at once. */
async function replay(query: string, variables: Record<string, unknown>, events: number): Promise<void> {
  const stream = asViewer(chat.test, null, { shared: true }).follow(query, variables);
  const answers = await take(stream, events + 1);
  await stream.return();
  expect(answers.map(({ errors }) => errors)).toEqual(answers.map(() => undefined));
  expect(answers.at(-1)?.extensions?.live?.kind).toBe('caughtUp');
}

test('a replay of messages reads them in one statement, however many there are', async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  for (const messages of [2, 100]) {
    const id = await chat.aChannel(amara, [jonas]);
    const after = await cursorOf(amara, id);
    for (let n = 0; n < messages; n += 1) await chat.aMessage(n % 2 ? amara : jonas, id, String(n));
    expect(await tablesRead(() => replay(WORDS, { id, after }, messages))).toEqual(['message']);
  }
});

/** One event of each kind, `rounds` times. Answers with how many. */
async function everyKind(amara: Viewer, jonas: Viewer, id: string, rounds: number): Promise<number> {
  for (let n = 1; n <= rounds; n += 1) {
    const first = await chat.aMessage(amara, id, `Hello [@Jonas](mention:${jonas.id})`);
    const answer = await chat.aMessage(jonas, id, 'answer', first.id);
    await act(jonas, 'addReaction', { messageId: first.id, emoji: '👍' });
    await act(amara, 'editMessage', { messageId: first.id, text: 'Hello all', expectedVersion: 1 });
    await act(jonas, 'markRead', { channelId: id, seq: answer.seq });
    await act(amara, 'setMemberRole', {
      channelId: id,
      userId: jonas.id,
      role: 'MODERATOR',
    });
    await act(jonas, 'leaveChannel', { channelId: id });
    await act(amara, 'inviteToChannel', { channelId: id, userIds: [jonas.id] });
    await act(jonas, 'deleteMessage', { messageId: answer.id });
    await act(amara, 'updateChannel', { channelId: id, topic: String(n), expectedVersion: n });
  }
  // Leaving, coming back and the topic are also told by a notice.
  return rounds * 13;
}

test('a replay of every kind of event costs the same for one of each and for seven', async () => {
  for (const rounds of [1, 7]) {
    const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
    const id = await chat.aChannel(amara, [jonas]);
    const after = await cursorOf(amara, id);
    const events = await everyKind(amara, jonas, id, rounds);
    const tables = ['channel', 'membership', 'membership', 'message'];
    expect(await tablesRead(() => replay(EVERYTHING, { id, after }, events))).toEqual(tables);
  }
});
