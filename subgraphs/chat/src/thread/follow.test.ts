import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const OPEN = `mutation ($input: OpenThreadInput!) { openThread(input: $input) { id } }`;
const FOLLOW = `mutation ($input: FollowThreadInput!) { followThread(input: $input) { level mutedUntil unreadCount } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`;
const INBOX = `{ viewer { threads { nodes { mutedUntil unreadCount } } sidebar { liveCursor unreadThreadCount } } }`;
const EVENTS = `subscription ($after: Cursor) { sidebarEvents(after: $after) { __typename
  ... on ThreadFollowChanged { unreadThreadCount follow { level mutedUntil } } } }`;

const hence = (ms: number) => new Date(Date.now() + ms).toISOString();

/** A thread that the first of two follows, with one answer of the second that waits. */
async function aTalk() {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  const channelId = await chat.aChannel(amara, [jonas]);
  const root = await chat.aMessage(amara, channelId, 'Who can chair?');
  const { id: threadId } = await chat.must(jonas, OPEN, { input: { discussableId: root.id, key: aKey() } });
  const answer = () => chat.must(jonas, SEND, { input: { channelId, threadId, text: 'I can', key: aKey() } });
  await answer();
  return { amara, jonas, threadId, answer };
}

const follow = (viewer: Viewer, threadId: string, level: string, mutedUntil?: string | null) =>
  chat.must(viewer, FOLLOW, { input: { threadId, level, mutedUntil, key: aKey() } });
const inbox = (viewer: Viewer) => chat.must(viewer, INBOX);

interface Told {
  readonly unreadThreadCount?: number;
  readonly follow?: { readonly level: string; readonly mutedUntil: string | null };
}

/** What the viewer's devices are told when a silence ends; before that the stream may tell of its beginning. */
async function endOfSilence(viewer: Viewer, after: string): Promise<Told | undefined> {
  for await (const { data } of chat.as(viewer).follow(EVENTS, { after })) {
    const { sidebarEvents } = data as { sidebarEvents: Told };
    if (sidebarEvents.follow?.mutedUntil === null) return sidebarEvents;
  }
  return undefined;
}

test('a thread that is silent for a while stays in the inbox and waits for nobody', async () => {
  const { amara, threadId, answer } = await aTalk();
  expect((await inbox(amara)).sidebar).toMatchObject({ unreadThreadCount: 1 });
  const mutedUntil = hence(3_600_000);
  expect(await follow(amara, threadId, 'ALL', mutedUntil)).toEqual({
    level: 'ALL',
    mutedUntil,
    unreadCount: 1,
  });
  await answer();
  expect(await inbox(amara)).toMatchObject({
    threads: { nodes: [{ mutedUntil, unreadCount: 2 }] },
    sidebar: { unreadThreadCount: 0 },
  });
  expect(await follow(amara, threadId, 'ALL', null)).toMatchObject({ mutedUntil: null });
  expect((await inbox(amara)).sidebar).toMatchObject({ unreadThreadCount: 1 });
});

test('a silence ends by itself, and every device hears that something waits again', async () => {
  const { amara, threadId } = await aTalk();
  await follow(amara, threadId, 'ALL', hence(1_500));
  const { sidebar } = await inbox(amara);
  expect(sidebar).toMatchObject({ unreadThreadCount: 0 });
  expect(await endOfSilence(amara, sidebar.liveCursor)).toEqual({
    __typename: 'ThreadFollowChanged',
    unreadThreadCount: 1,
    follow: { level: 'ALL', mutedUntil: null },
  });
});

test('another silence chosen meanwhile is not ended with the first', async () => {
  const { amara, threadId } = await aTalk();
  await follow(amara, threadId, 'ALL', hence(300));
  const longer = hence(3_600_000);
  await follow(amara, threadId, 'ALL', longer);
  const other = await aTalk();
  // Jobs are done in the order of their time: when the later one is over, the first has been looked at.
  await follow(other.amara, other.threadId, 'ALL', hence(1_500));
  const { liveCursor } = (await inbox(other.amara)).sidebar;
  expect(await endOfSilence(other.amara, liveCursor)).toMatchObject({ unreadThreadCount: 1 });
  expect((await inbox(amara)).threads.nodes).toMatchObject([{ mutedUntil: longer }]);
});

test('a silence that would be over is refused, and nothing changes', async () => {
  const { amara, threadId } = await aTalk();
  const input = { threadId, level: 'NOTHING', mutedUntil: hence(-1_000), key: aKey() };
  expect(await chat.codes(amara, FOLLOW, { input })).toEqual(['INVALID']);
  expect(await inbox(amara)).toMatchObject({
    threads: { nodes: [{ mutedUntil: null }] },
    sidebar: { unreadThreadCount: 1 },
  });
});
