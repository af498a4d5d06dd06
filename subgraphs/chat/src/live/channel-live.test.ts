import { streamCursor } from '@parley/kit';
import { asViewer } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const EVENTS = `subscription ($id: ID!, $after: Cursor) { channelEvents(channelId: $id, after: $after) {
  __typename cursor at
  ... on MessageAdded { message { id seq text kind author { id } } }
  ... on MessageChanged { message { id text } }
  ... on MessageRemoved { messageId tombstone { seq text deletedAt } }
  ... on ReactionChanged { messageId emoji added count user { id } }
  ... on ReadMoved { seq user { id } }
  ... on MemberAdded { membership { role user { id } } }
  ... on MemberChanged { membership { role user { id } } }
  ... on MemberRemoved { userId user { id } }
  ... on ChannelChanged { channel { name version } }
} }`;
const CURSOR = `query ($id: ID!) { channel(id: $id) { liveCursor } }`;
const REMOVE = `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`;
const INVITE = `mutation ($input: InviteToChannelInput!) { inviteToChannel(input: $input) { id } }`;

interface Answer {
  readonly data: { readonly channelEvents: Readonly<Record<string, unknown>> };
}

const eventsOf = (answers: readonly unknown[]) => (answers as Answer[]).map(({ data }) => data.channelEvents);
const namesOf = (answers: readonly unknown[]) => eventsOf(answers).map((event) => event['__typename']);

const aTalk = async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  return { amara, jonas, id: await chat.aChannel(amara, [jonas]) };
};

test('everything that happens is told in its order, after the cursor of the snapshot', async () => {
  const { amara, jonas, id } = await aTalk();
  const { liveCursor } = await chat.must(jonas, CURSOR, { id });
  const act = (who: typeof amara, name: string, input: object, fields = 'id') =>
    chat.must(
      who,
      `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} } }`,
      {
        input: { ...input, key: aKey() },
      },
    );
  const first = await chat.aMessage(amara, id, 'one');
  await act(jonas, 'addReaction', { messageId: first.id, emoji: '👍' });
  await act(amara, 'editMessage', { messageId: first.id, text: 'uno', expectedVersion: 1 });
  await act(jonas, 'markRead', { channelId: id, seq: 1 });
  await act(amara, 'setMemberRole', { channelId: id, userId: jonas.id, role: 'MODERATOR' });
  await act(amara, 'updateChannel', { channelId: id, description: 'About boards', expectedVersion: 1 });
  await act(jonas, 'removeReaction', { messageId: first.id, emoji: '👍' });
  await act(amara, 'deleteMessage', { messageId: first.id });
  const events = eventsOf(await take(chat.as(jonas).follow(EVENTS, { id, after: liveCursor }), 9));
  expect(events).toMatchObject([
    // An event shows its message as it is now; the later ones bring nothing new, which is harmless.
    { __typename: 'MessageAdded', message: { id: first.id, seq: 1, text: null, author: { id: amara.id } } },
    { __typename: 'ReactionChanged', messageId: first.id, emoji: '👍', added: true, user: { id: jonas.id } },
    { __typename: 'MessageChanged', message: { id: first.id } },
    { __typename: 'ReadMoved', seq: 1, user: { id: jonas.id } },
    { __typename: 'MemberChanged', membership: { role: 'MODERATOR', user: { id: jonas.id } } },
    { __typename: 'ChannelChanged', channel: { name: 'boards', version: 2 } },
    { __typename: 'ReactionChanged', added: false, count: 0 },
    { __typename: 'MessageRemoved', messageId: first.id, tombstone: { seq: 1, text: null } },
    { __typename: 'CaughtUp' },
  ]);
  expect(new Set(events.slice(0, 8).map(({ cursor }) => cursor)).size).toBe(8);
});

test('live events follow the replay without a gap, and a resumed stream begins after its cursor', async () => {
  const { amara, jonas, id } = await aTalk();
  await chat.aMessage(amara, id, 'one');
  const { liveCursor } = await chat.must(jonas, CURSOR, { id });
  const stream = chat.as(jonas).follow(EVENTS, { id, after: liveCursor });
  expect(namesOf(await take(stream, 1))).toEqual(['CaughtUp']);
  await chat.aMessage(amara, id, 'two');
  const [two] = eventsOf(await take(stream, 1));
  expect(two).toMatchObject({ message: { seq: 2, text: 'two' } });
  await stream.return();
  await chat.aMessage(amara, id, 'three');
  const resumed = eventsOf(await take(chat.as(jonas).follow(EVENTS, { id, after: two?.['cursor'] }), 2));
  expect(resumed).toMatchObject([{ message: { seq: 3 } }, { __typename: 'CaughtUp' }]);
});

test('a removed member hears nothing after the removal, and cannot come back', async () => {
  const { amara, jonas, id } = await aTalk();
  const stream = chat.as(jonas).follow(EVENTS, { id });
  await take(stream, 1);
  await chat.aMessage(amara, id, 'before');
  await chat.must(amara, REMOVE, { input: { channelId: id, userId: jonas.id, key: aKey() } });
  await chat.aMessage(amara, id, 'secret');
  const rest = eventsOf(await take(stream, 10));
  expect(rest).toMatchObject([{ message: { text: 'before' } }]);
  const again = await take(chat.as(jonas).follow(EVENTS, { id, after: rest[0]?.['cursor'] }), 5);
  expect(again).toMatchObject([{ errors: [{ message: 'Channel not found' }] }]);
});

test('a member who came back resumes over their own removal', async () => {
  const { amara, jonas, id } = await aTalk();
  const { liveCursor } = await chat.must(jonas, CURSOR, { id });
  await chat.must(amara, REMOVE, { input: { channelId: id, userId: jonas.id, key: aKey() } });
  await chat.must(amara, INVITE, { input: { channelId: id, userIds: [jonas.id], key: aKey() } });
  await chat.aMessage(amara, id, 'welcome back');
  const names = namesOf(await take(chat.as(jonas).follow(EVENTS, { id, after: liveCursor }), 6));
  // Their own removal is part of what happened: the list of members goes through the same states for everybody.
  expect(names).toEqual([
    ...['MemberRemoved', 'MessageAdded', 'MemberAdded', 'MessageAdded', 'MessageAdded'],
    'CaughtUp',
  ]);
});

test('archiving ends no stream', async () => {
  const { amara, jonas, id } = await aTalk();
  const stream = chat.as(jonas).follow(EVENTS, { id });
  await take(stream, 1);
  const input = { channelId: id, key: aKey() };
  await chat.must(amara, `mutation ($input: ArchiveChannelInput!) { archiveChannel(input: $input) { id } }`, {
    input,
  });
  expect(namesOf(await take(stream, 2))).toEqual(['MessageAdded', 'ChannelChanged']);
  await stream.return();
});

test('strangers do not follow', async () => {
  const { id } = await aTalk();
  const stranger = await chat.aPerson();
  const answers = await take(chat.as(stranger).follow(EVENTS, { id }), 2);
  expect(answers).toMatchObject([{ errors: [{ extensions: { code: 'NOT_FOUND' } }] }]);
});

test('a foreign cursor and one from the future are told to be expired', async () => {
  const { amara, id } = await aTalk();
  for (const after of ['nonsense', streamCursor('channel:other', 1), streamCursor(`channel:${id}`, 99)]) {
    expect(namesOf(await take(chat.as(amara).follow(EVENTS, { id, after }), 2))).toEqual(['CursorExpired']);
  }
});

test('what a channel tells does not depend on who asks: a shared execution needs no viewer', async () => {
  const { amara, jonas, id } = await aTalk();
  const shared = asViewer(chat.test, null, { shared: true }).follow(EVENTS, { id });
  const own = chat.as(jonas).follow(EVENTS, { id });
  await Promise.all([take(shared, 1), take(own, 1)]);
  await chat.aMessage(amara, id, 'to all');
  const [told, heard] = [await take(shared, 1), await take(own, 1)];
  expect(told).toEqual(heard);
  expect(told).toMatchObject([{ data: { channelEvents: { message: { text: 'to all' } } } }]);
  await Promise.all([shared.return(), own.return()]);
});

test('a snapshot taken while others write, with what follows it, is the whole history', async () => {
  const { amara, jonas, id } = await aTalk();
  const PAGE = `query ($id: ID!) { channel(id: $id) { messages(last: 100) { nodes { seq } } liveCursor } }`;
  const writing = Promise.all(Array.from({ length: 40 }, (_, n) => chat.aMessage(amara, id, String(n))));
  const { messages, liveCursor } = await chat.must(jonas, PAGE, { id });
  await writing;
  const seen = new Set<number>(messages.nodes.map(({ seq }: { seq: number }) => seq));
  const stream = chat.as(jonas).follow(EVENTS, { id, after: liveCursor });
  for await (const { data } of stream) {
    const { __typename: name, message } = data.channelEvents as {
      __typename: string;
      message: { seq: number };
    };
    if (name === 'CaughtUp') break;
    seen.add(message.seq);
  }
  expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
});
