import type { Viewer } from '@parley/kit';
import type { TestStream } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const SET = `mutation ($input: SetReadReceiptsInput!) { setReadReceipts(input: $input) { own organization } }`;
const SET_ALL = `mutation ($input: SetOrganizationReadReceiptsInput!) { setOrganizationReadReceipts(input: $input) { own organization } }`;
const SETTING = `{ viewer { readReceipts { own organization } } }`;
const READ = `mutation ($input: MarkReadInput!) { markRead(input: $input) { lastReadSeq } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id seq } }`;
const OPEN = `mutation ($input: OpenThreadInput!) { openThread(input: $input) { id } }`;
const SEEN = `query ($id: ID!, $message: ID!) {
  channel(id: $id) { members(first: 10) { nodes { lastReadSeq user { id } } } }
  message(id: $message) { readBy { totalCount nodes { at user { id } } } } }`;
const EVENTS = `subscription ($id: ID!, $after: Cursor) { channelEvents(channelId: $id, after: $after) {
  __typename ... on ReadMoved { user { id } } } }`;

const hide = (viewer: Viewer, shown = false) => chat.must(viewer, SET, { input: { shown, key: aKey() } });
const read = (viewer: Viewer, channelId: string, seq: number, threadId?: string) =>
  chat.must(viewer, READ, { input: { channelId, seq, threadId, key: aKey() } });

const aTalk = async () => {
  const [amara, jonas, lena] = await chat.people([{}, {}, {}]);
  if (!amara || !jonas || !lena) throw new Error('Three people were asked for');
  const id = await chat.aChannel(amara, [jonas, lena]);
  return { amara, jonas, lena, id, message: (await chat.aMessage(amara, id)).id };
};

/** How far the viewer sees others to have read, and who has read the message. */
async function seen(viewer: Viewer, talk: { id: string; message: string }, other: Viewer) {
  const { data } = await chat.as(viewer).run(SEEN, { id: talk.id, message: talk.message });
  const members = data.channel.members.nodes as { lastReadSeq: number | null; user: { id: string } }[];
  const readers = data.message.readBy as { nodes: { user: { id: string } }[] } | null;
  return {
    upTo: members.find(({ user }) => user.id === other.id)?.lastReadSeq,
    by: readers?.nodes.map(({ user }) => user.id) ?? null,
  };
}

test('who has read a message is known, in the order of reading, and the author is not among them', async () => {
  const talk = await aTalk();
  const { amara, jonas, lena, id, message } = talk;
  await read(lena, id, 1);
  await read(jonas, id, 1);
  expect((await seen(amara, talk, jonas)).by).toEqual([lena.id, jonas.id]);
  const PAGE = `query ($id: ID!, $first: Int, $last: Int, $after: Cursor) { message(id: $id) {
    readBy(first: $first, last: $last, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } nodes { user { id } } } } }`;
  const first = await chat.must(amara, PAGE, { id: message, first: 1 });
  expect(first.readBy).toMatchObject({
    ...{ totalCount: 2, pageInfo: { hasNextPage: true }, nodes: [{ user: { id: lena.id } }] },
  });
  const after = first.readBy.pageInfo.endCursor;
  expect((await chat.must(amara, PAGE, { id: message, first: 1, after })).readBy).toMatchObject({
    pageInfo: { hasNextPage: false },
    nodes: [{ user: { id: jonas.id } }],
  });
  expect((await chat.must(amara, PAGE, { id: message, last: 1 })).readBy.nodes).toEqual([
    { user: { id: jonas.id } },
  ]);
});

test('an answer in a thread is read by who reads the thread', async () => {
  const talk = await aTalk();
  const { amara, jonas, lena, id } = talk;
  const { id: threadId } = await chat.must(amara, OPEN, {
    input: { discussableId: talk.message, key: aKey() },
  });
  const answer = await chat.must(jonas, SEND, {
    input: { channelId: id, threadId, text: 'yes', key: aKey() },
  });
  await read(lena, id, 2);
  expect((await seen(jonas, { id, message: answer.id }, lena)).by).toEqual([]);
  await read(amara, id, 2, threadId);
  expect((await seen(jonas, { id, message: answer.id }, lena)).by).toEqual([amara.id]);
});

test('how far a thread was read is shown to its readers, without those who hide theirs', async () => {
  const { amara, jonas, lena, id, message } = await aTalk();
  const [stranger] = await chat.people([{ organizationId: 'organization_00000000000000000000000009' }]);
  if (!stranger) throw new Error('One more was asked for');
  const { id: threadId } = await chat.must(amara, OPEN, { input: { discussableId: message, key: aKey() } });
  for (const who of [amara, lena]) {
    await chat.must(who, SEND, { input: { channelId: id, threadId, text: 'yes', key: aKey() } });
  }
  const POSITIONS = `query ($id: ID!) { channel(id: $id) { threads(first: 10) { nodes {
    id readPositions { lastReadSeq user { id } } } } } }`;
  const positions = async (viewer: Viewer) => {
    const { threads } = await chat.must(viewer, POSITIONS, { id });
    const thread = threads.nodes.find((each: { id: string }) => each.id === threadId);
    const all = thread.readPositions as { lastReadSeq: number; user: { id: string } }[] | null;
    return all && Object.fromEntries(all.map(({ user, lastReadSeq }) => [user.id, lastReadSeq]));
  };
  expect(await positions(jonas)).toEqual({ [amara.id]: 2, [lena.id]: 3 });
  await read(amara, id, 3, threadId);
  expect(await positions(lena)).toEqual({ [amara.id]: 3, [lena.id]: 3 });
  await hide(lena);
  expect(await positions(amara)).toEqual({ [amara.id]: 3 });
  expect(await positions(lena)).toBeNull();
  const THREAD = `query ($id: ID!) { thread(id: $id) { readPositions { lastReadSeq } } }`;
  expect(await chat.codes(stranger, THREAD, { id: threadId })).toEqual(['NOT_FOUND']);
});

test('who hides theirs is seen by nobody and sees nobody; showing again brings both back', async () => {
  const talk = await aTalk();
  const { amara, jonas, lena, id } = talk;
  await read(jonas, id, 1);
  await read(lena, id, 1);
  expect(await hide(jonas)).toEqual({ own: false, organization: true });
  expect(await seen(amara, talk, jonas)).toEqual({ upTo: null, by: [lena.id] });
  expect(await seen(jonas, talk, lena)).toEqual({ upTo: null, by: null });
  expect(await seen(amara, talk, lena)).toEqual({ upTo: 1, by: [lena.id] });
  await hide(jonas, true);
  expect(await seen(amara, talk, jonas)).toEqual({
    upTo: 1,
    by: [lena.id, jonas.id].sort((one) => (one === jonas.id ? -1 : 1)),
  });
});

test('who hides theirs is hidden in channels that they come to later', async () => {
  const [amara, jonas] = await chat.people([{}, {}]);
  if (!amara || !jonas) throw new Error('Two people were asked for');
  await hide(jonas);
  const id = await chat.aChannel(amara, [jonas]);
  const { id: message } = await chat.aMessage(amara, id);
  await read(jonas, id, 1);
  expect(await seen(amara, { id, message }, jonas)).toEqual({ upTo: null, by: [] });
});

test('that somebody who hides it has read on is told to nobody', async () => {
  const { amara, jonas, lena, id } = await aTalk();
  const { liveCursor: after } = await chat.must(
    amara,
    `query ($id: ID!) { channel(id: $id) { liveCursor } }`,
    {
      id,
    },
  );
  await hide(jonas);
  await read(jonas, id, 1);
  await read(lena, id, 1);
  const events = chat.as(amara).follow(EVENTS, { id, after });
  const heard = await take(events, 2);
  await events.return();
  expect(heard.map(({ data }) => data.channelEvents)).toEqual([
    { __typename: 'ReadMoved', user: { id: lena.id } },
    { __typename: 'CaughtUp' },
  ]);
});

test('an organisation that turns them off turns them off for everybody, in new channels too', async () => {
  const organizationId = 'organization_00000000000000000000000777';
  const [admin, jonas] = await chat.people([
    { organizationId, permissions: ['CREATE_CHANNELS', 'MANAGE_ORGANIZATION'] },
    { organizationId },
  ]);
  if (!admin || !jonas) throw new Error('Two people were asked for');
  const old = await chat.aChannel(admin, [jonas]);
  expect(await chat.codes(jonas, SET_ALL, { input: { shown: false, key: aKey() } })).toEqual(['FORBIDDEN']);
  expect((await chat.must(jonas, SETTING)).readReceipts).toEqual({ own: true, organization: true });
  expect(await chat.must(admin, SET_ALL, { input: { shown: false, key: aKey() } })).toEqual({
    own: true,
    organization: false,
  });
  for (const id of [old, await chat.aChannel(admin, [jonas])]) {
    const { id: message } = await chat.aMessage(admin, id);
    await read(jonas, id, 1);
    expect(await seen(admin, { id, message }, jonas)).toEqual({ upTo: null, by: null });
  }
});

test('other devices of the one who chose hear of it, and nobody else does', async () => {
  const { amara, jonas } = await aTalk();
  const SIDEBAR = `subscription { sidebarEvents { __typename ... on ReadReceiptsChanged { setting { own } } } }`;
  const [own, others] = [amara, jonas].map((who) => chat.as(who).follow(SIDEBAR)) as [TestStream, TestStream];
  await Promise.all([take(own, 1), take(others, 1)]);
  await hide(amara);
  const told = (shown: boolean) => ({
    sidebarEvents: { __typename: 'ReadReceiptsChanged', setting: { own: shown } },
  });
  expect((await take(own, 1))[0]?.data).toEqual(told(false));
  await hide(jonas);
  expect((await take(others, 1))[0]?.data).toEqual(told(false));
  await hide(jonas, true);
  expect((await take(others, 1))[0]?.data).toEqual(told(true));
  await Promise.all([own.return(), others.return()]);
});
