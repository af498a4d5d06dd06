import type { Viewer } from '@parley/kit';
import { expectQueries } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const OPEN = `mutation ($input: OpenThreadInput!) { openThread(input: $input) { id } }`;
const TOPIC = `mutation ($input: CreateTopicInput!) { createTopic(input: $input) { id topic version root { kind notice { kind value } } } }`;
const UPDATE = `mutation ($input: UpdateThreadInput!) { updateThread(input: $input) { id topic locked version } }`;
const FOLLOW = `mutation ($input: FollowThreadInput!) { followThread(input: $input) { level unreadCount } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id seq inTimeline inThread { id } } }`;
const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { id } }`;
const THREAD = `query ($id: ID!) { thread(id: $id) { id topic messageCount lastMessageAt locked version viewerCan
  root { id text } participants { id } viewerFollow { level unreadCount mentionCount lastReadSeq }
  messages(first: 100) { nodes { id text inTimeline } } } }`;
const INBOX = `query ($unreadOnly: Boolean) { viewer { threads(unreadOnly: $unreadOnly) { nodes {
  unreadCount mentionCount level thread { id root { text } channel { id } } } } sidebar { unreadThreadCount } } }`;

const open = async (viewer: Viewer, discussableId: string): Promise<string> =>
  (await chat.must(viewer, OPEN, { input: { discussableId, key: aKey() } })).id;
const answer = (author: Viewer, channelId: string, threadId: string, text = 'an answer', more = {}) =>
  chat.must(author, SEND, { input: { channelId, threadId, text, key: aKey(), ...more } });
const readThread = (viewer: Viewer, id: string) => chat.must(viewer, THREAD, { id });
const inbox = (viewer: Viewer, unreadOnly = false) => chat.must(viewer, INBOX, { unreadOnly });

const aTalk = async () => {
  const [amara, jonas, lena] = await chat.people([{}, {}, {}]);
  if (!amara || !jonas || !lena) throw new Error('Three people were asked for');
  const channelId = await chat.aChannel(amara, [jonas, lena]);
  const root = await chat.aMessage(amara, channelId, 'Who can chair?');
  return { amara, jonas, lena, channelId, root, threadId: await open(jonas, root.id) };
};

test('an answer stands in its thread and not in the channel, but where it is sent to both', async () => {
  const { amara, jonas, channelId, root, threadId } = await aTalk();
  expect(await answer(jonas, channelId, threadId, 'I can')).toMatchObject({
    inTimeline: false,
    inThread: { id: threadId },
  });
  await answer(amara, channelId, threadId, 'Jonas chairs', { alsoInChannel: true });
  expect((await chat.history(amara, channelId)).map(([, text]) => text)).toEqual([
    'Who can chair?',
    'Jonas chairs',
  ]);
  expect(await readThread(amara, threadId)).toMatchObject({
    messageCount: 2,
    root: { id: root.id },
    participants: [{ id: jonas.id }, { id: amara.id }],
    viewerCan: ['READ', 'POST', 'EDIT'],
    messages: {
      nodes: [
        { text: 'Who can chair?', inTimeline: true },
        { text: 'I can', inTimeline: false },
        { text: 'Jonas chairs', inTimeline: true },
      ],
    },
  });
});

test('a message has no thread before the first answer, and one however often it is opened', async () => {
  const { amara, jonas, channelId, root, threadId } = await aTalk();
  const ROOT = `query ($id: ID!) { message(id: $id) { thread { id messageCount } } }`;
  expect(await chat.must(amara, ROOT, { id: root.id })).toEqual({ thread: null });
  const again = await Promise.all([amara, jonas, amara].map((viewer) => open(viewer, root.id)));
  expect(new Set(again)).toEqual(new Set([threadId]));
  await answer(jonas, channelId, threadId);
  expect(await chat.must(amara, ROOT, { id: root.id })).toEqual({
    thread: { id: threadId, messageCount: 1 },
  });
});

test('an answer has no thread of its own', async () => {
  const { jonas, channelId, threadId } = await aTalk();
  const { id } = await answer(jonas, channelId, threadId);
  expect(await chat.codes(jonas, OPEN, { input: { discussableId: id, key: aKey() } })).toEqual(['INVALID']);
});

test('whoever began it, writes in it or is mentioned in it follows a thread; the others do not', async () => {
  const { amara, jonas, lena, channelId, threadId } = await aTalk();
  const other = await chat.aPerson();
  await answer(jonas, channelId, threadId, 'first');
  expect((await inbox(amara)).threads.nodes).toMatchObject([
    { unreadCount: 1, mentionCount: 0, level: 'ALL' },
  ]);
  expect((await inbox(jonas)).threads.nodes).toMatchObject([{ unreadCount: 0 }]);
  expect((await inbox(lena)).threads.nodes).toEqual([]);
  await answer(jonas, channelId, threadId, `[@Lena](mention:${lena.id}) [@Other](mention:${other.id})`);
  expect(await inbox(lena)).toMatchObject({
    threads: { nodes: [{ unreadCount: 1, mentionCount: 1, thread: { id: threadId } }] },
    sidebar: { unreadThreadCount: 1 },
  });
  expect((await inbox(other)).threads.nodes).toEqual([]);
  expect((await inbox(amara)).sidebar).toEqual({ unreadThreadCount: 1 });
});

test('a muted thread waits for nobody and stays muted; with mentions only, the rest is quiet', async () => {
  const { amara, jonas, channelId, threadId } = await aTalk();
  const level = (to: string) => chat.must(amara, FOLLOW, { input: { threadId, level: to, key: aKey() } });
  await answer(jonas, channelId, threadId);
  expect(await level('NOTHING')).toEqual({ level: 'NOTHING', unreadCount: 1 });
  await answer(jonas, channelId, threadId, `[@Amara](mention:${amara.id})`);
  expect(await inbox(amara)).toEqual({ threads: { nodes: [] }, sidebar: { unreadThreadCount: 0 } });
  await level('MENTIONS');
  expect((await inbox(amara)).sidebar).toEqual({ unreadThreadCount: 1 });
  await chat.must(amara, `mutation ($input: MarkAllReadInput!) { markAllRead(input: $input) { id } }`, {
    input: { key: aKey() },
  });
  await answer(jonas, channelId, threadId, 'nothing for Amara');
  expect((await inbox(amara)).sidebar).toEqual({ unreadThreadCount: 0 });
  expect((await inbox(amara, true)).threads.nodes).toMatchObject([{ unreadCount: 1, mentionCount: 0 }]);
});

test('the inbox has what was last active first, page by page', async () => {
  const { amara, jonas, channelId, threadId } = await aTalk();
  const second = await open(jonas, (await chat.aMessage(amara, channelId, 'second')).id);
  const third = await open(jonas, (await chat.aMessage(amara, channelId, 'third')).id);
  for (const id of [threadId, second, third, threadId]) await answer(jonas, channelId, id);
  const PAGE = `query ($after: Cursor) { viewer { threads(first: 2, after: $after) {
    nodes { thread { id } } pageInfo { endCursor hasNextPage } } } }`;
  const first = (await chat.must(amara, PAGE)).threads;
  expect(first.nodes.map((node: { thread: { id: string } }) => node.thread.id)).toEqual([threadId, third]);
  expect(first.pageInfo.hasNextPage).toBe(true);
  const rest = (await chat.must(amara, PAGE, { after: first.pageInfo.endCursor })).threads;
  expect(rest).toMatchObject({ nodes: [{ thread: { id: second } }], pageInfo: { hasNextPage: false } });
});

test('a deleted answer counts no longer', async () => {
  const { amara, jonas, lena, channelId, threadId } = await aTalk();
  await answer(lena, channelId, threadId);
  const { id } = await answer(jonas, channelId, threadId, `[@Amara](mention:${amara.id})`);
  await chat.must(jonas, DELETE, { input: { messageId: id, key: aKey() } });
  expect(await readThread(amara, threadId)).toMatchObject({
    messageCount: 1,
    participants: [{ id: lena.id }],
    viewerFollow: { unreadCount: 1, mentionCount: 0 },
  });
});

test('a topic begins with what the system says in the channel, and its name is its own', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const topic = (name: string) => ({ input: { channelId, topic: name, key: aKey() } });
  const made = await chat.must(jonas, TOPIC, topic('  Viva   dates '));
  expect(made).toMatchObject({
    topic: 'Viva dates',
    root: { kind: 'SYSTEM', notice: { kind: 'TOPIC_OPENED', value: 'Viva dates' } },
  });
  expect(await chat.codes(amara, TOPIC, topic('viva DATES'))).toEqual(['INVALID']);
  expect(await chat.codes(amara, TOPIC, topic('  '))).toEqual(['INVALID']);
  const LIST = `query ($id: ID!) { channel(id: $id) { threads(topicsOnly: true) { nodes { id topic } } } }`;
  expect((await chat.must(amara, LIST, { id: channelId })).threads.nodes).toEqual([
    { id: made.id, topic: 'Viva dates' },
  ]);
  await answer(amara, channelId, made.id, 'Monday?');
  const IN_TOPIC = `query ($id: ID!, $topic: ID!) { channel(id: $id) { messages(topicId: $topic) { nodes { text } } } }`;
  expect((await chat.must(jonas, IN_TOPIC, { id: channelId, topic: made.id })).messages.nodes).toEqual([
    { text: null },
    { text: 'Monday?' },
  ]);
});

test('a thread that is named is a topic; closed, nobody writes in it', async () => {
  const { amara, jonas, channelId, threadId } = await aTalk();
  const update = (viewer: Viewer, change: object) =>
    chat.as(viewer).run(UPDATE, { input: { threadId, key: aKey(), ...change } });
  await answer(jonas, channelId, threadId);
  const named = await update(amara, { topic: 'Chairs', expectedVersion: 1 });
  expect(named.data.updateThread).toEqual({ id: threadId, topic: 'Chairs', locked: false, version: 2 });
  const stale = await update(amara, { locked: true, expectedVersion: 1 });
  expect(stale.errors?.map(({ extensions }) => extensions['code'])).toEqual(['CONFLICT']);
  const closed = await update(amara, { locked: true, expectedVersion: 2 });
  expect(closed.data.updateThread).toMatchObject({ topic: 'Chairs', locked: true });
  const input = { channelId, threadId, text: 'too late', key: aKey() };
  expect(await chat.codes(amara, SEND, { input })).toEqual(['FORBIDDEN']);
  expect((await readThread(jonas, threadId)).viewerCan).toEqual(['READ']);
  expect((await readThread(jonas, threadId)).messageCount).toBe(1);
});

test('a thread is written in from its own channel only', async () => {
  const { amara, jonas, threadId } = await aTalk();
  const elsewhere = await chat.aChannel(amara, [jonas]);
  const input = { channelId: elsewhere, threadId, text: 'strayed', key: aKey() };
  expect(await chat.codes(jonas, SEND, { input })).toEqual(['INVALID']);
  expect(await chat.history(amara, elsewhere)).toEqual([]);
});

test('a page around an answer begins before it', async () => {
  const { amara, jonas, channelId, threadId } = await aTalk();
  const ids: string[] = [];
  for (let n = 0; n < 9; n += 1) ids.push((await answer(jonas, channelId, threadId, String(n))).id);
  const AROUND = `query ($id: ID!, $around: ID!) { thread(id: $id) { messages(first: 4, around: $around) {
    nodes { text } pageInfo { hasPreviousPage hasNextPage } } } }`;
  expect((await chat.must(amara, AROUND, { id: threadId, around: ids[4] })).messages).toEqual({
    nodes: [{ text: '2' }, { text: '3' }, { text: '4' }, { text: '5' }],
    pageInfo: { hasPreviousPage: true, hasNextPage: true },
  });
  expect(
    await chat.codes(amara, AROUND, { id: threadId, around: (await chat.aMessage(amara, channelId)).id }),
  ).toEqual(['INVALID']);
});

test('the channel tells of answers and threads, the sidebar of what is followed', async () => {
  const { amara, jonas, channelId, threadId } = await aTalk();
  const inChannel = chat.as(amara).follow(
    `subscription ($id: ID!) { channelEvents(channelId: $id) { __typename
      ... on MessageAdded { message { inTimeline inThread { id } } } ... on ThreadChanged { thread { id messageCount } } } }`,
    { id: channelId },
  );
  const inSidebar = chat
    .as(amara)
    .follow(
      `subscription { sidebarEvents { __typename ... on ThreadFollowChanged { unreadThreadCount follow { unreadCount thread { id } } } } }`,
    );
  await take(inChannel, 1);
  await take(inSidebar, 1);
  await answer(jonas, channelId, threadId);
  const told = (await take(inChannel, 2)).map(({ data }) => data.channelEvents);
  expect(told).toEqual([
    { __typename: 'ThreadChanged', thread: { id: threadId, messageCount: 1 } },
    { __typename: 'MessageAdded', message: { inTimeline: false, inThread: { id: threadId } } },
  ]);
  const moved = (await take(inSidebar, 2)).map(({ data }) => data.sidebarEvents);
  expect(moved).toContainEqual({
    __typename: 'ThreadFollowChanged',
    unreadThreadCount: 1,
    follow: { unreadCount: 1, thread: { id: threadId } },
  });
  await Promise.all([inChannel.return(), inSidebar.return()]);
});

test('typing in a thread is told with it', async () => {
  const { amara, jonas, channelId, threadId } = await aTalk();
  const stream = chat.as(jonas).follow(`subscription ($id: ID!) { typing(channelId: $id) { threadId } }`, {
    id: channelId,
  });
  const first = take(stream, 1);
  await expect.poll(() => chat.listensToTyping(channelId)).toBe(true);
  const SET = `mutation ($input: SetTypingInput!) { setTyping(input: $input) }`;
  const input = { channelId, threadId, active: true, key: aKey() };
  expect(
    await chat.codes(amara, SET, { input: { ...input, threadId: 'thread_00000000000000000000000001' } }),
  ).toEqual(['NOT_FOUND']);
  await chat.must(amara, SET, { input: { ...input, key: aKey() } });
  expect((await first)[0]?.data.typing).toEqual({ threadId });
  await stream.return();
});

test('who comes back into a channel finds nothing unread in its threads', async () => {
  const { amara, jonas, lena, channelId, threadId } = await aTalk();
  await answer(lena, channelId, threadId);
  await chat.must(lena, `mutation ($input: LeaveChannelInput!) { leaveChannel(input: $input) { id } }`, {
    input: { channelId, key: aKey() },
  });
  await answer(jonas, channelId, threadId);
  expect(await inbox(lena)).toEqual({ threads: { nodes: [] }, sidebar: { unreadThreadCount: 0 } });
  await chat.must(
    amara,
    `mutation ($input: InviteToChannelInput!) { inviteToChannel(input: $input) { id } }`,
    {
      input: { channelId, userIds: [lena.id], key: aKey() },
    },
  );
  expect((await inbox(lena)).threads.nodes).toMatchObject([{ unreadCount: 0, thread: { id: threadId } }]);
});

test('the inbox costs the same however many threads it shows', async () => {
  const quiet = await startChat('quiet');
  try {
    const [amara, jonas] = [await quiet.aPerson(), await quiet.aPerson()];
    const channelId = await quiet.aChannel(amara, [jonas]);
    const add = async () => {
      const { id } = await quiet.aMessage(amara, channelId, 'root');
      const thread = await quiet.must(jonas, OPEN, { input: { discussableId: id, key: aKey() } });
      await quiet.must(jonas, SEND, { input: { channelId, threadId: thread.id, text: 'a', key: aKey() } });
    };
    await add();
    const read = () => quiet.must(amara, INBOX);
    expect((await expectQueries(quiet.test, 6, read)).threads.nodes).toHaveLength(1);
    for (let n = 0; n < 8; n += 1) await add();
    expect((await expectQueries(quiet.test, 6, read)).threads.nodes).toHaveLength(9);
  } finally {
    await quiet.stop();
  }
});
