import type { Viewer } from '@parley/kit';
import { expectQueries } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const SAVE = `mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { id text updatedAt } }`;
const DISCARD = `mutation ($input: DiscardDraftInput!) { discardDraft(input: $input) { id } }`;
const DRAFTS = `query ($first: Int, $after: Cursor) { viewer { drafts(first: $first, after: $after) {
  nodes { text threadId channel { id } } pageInfo { hasNextPage endCursor } } } }`;
const EVENTS = `subscription ($after: Cursor) { sidebarEvents(after: $after) { __typename cursor
  ... on DraftChanged { draftId draft { text channel { id } } } } }`;

const save = (viewer: Viewer, channelId: string, text: string, more: Record<string, unknown> = {}) =>
  chat.must(viewer, SAVE, { input: { channelId, text, key: aKey(), ...more } });
const draftsOf = async (viewer: Viewer, page: Record<string, unknown> = {}) =>
  (await chat.must(viewer, DRAFTS, page)).drafts;
const textsOf = async (viewer: Viewer) =>
  (await draftsOf(viewer)).nodes.map(({ text }: { text: string }) => text);

const aTalk = async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  return { amara, jonas, id: await chat.aChannel(amara, [jonas]) };
};

test('a place has one draft, the last text of it, and nobody else sees it', async () => {
  const { amara, jonas, id } = await aTalk();
  const first = await save(amara, id, 'Dear');
  expect(await save(amara, id, 'Dear all')).toMatchObject({ id: first.id, text: 'Dear all' });
  const { id: discussableId } = await chat.aMessage(jonas, id, 'Who chairs?');
  const OPEN = `mutation ($input: OpenThreadInput!) { openThread(input: $input) { id } }`;
  const { id: threadId } = await chat.must(jonas, OPEN, { input: { discussableId, key: aKey() } });
  await save(amara, id, 'In a thread', { threadId });
  const THREADS = `{ viewer { drafts { nodes { threadId thread { id root { text } } } } } }`;
  expect((await chat.must(amara, THREADS)).drafts.nodes[0]).toEqual({
    threadId,
    thread: { id: threadId, root: { text: 'Who chairs?' } },
  });
  expect(await textsOf(amara)).toEqual(['In a thread', 'Dear all']);
  expect(await textsOf(jonas)).toEqual([]);
});

test('saving again with the same key changes nothing, and with another text is refused', async () => {
  const { amara, id } = await aTalk();
  const input = { channelId: id, text: 'Dear', key: aKey() };
  const first = await chat.must(amara, SAVE, { input });
  expect(await chat.must(amara, SAVE, { input })).toEqual(first);
  expect(await chat.codes(amara, SAVE, { input: { ...input, text: 'Other' } })).toEqual(['CONFLICT']);
  expect(await textsOf(amara)).toEqual(['Dear']);
});

test.each([
  ['no text', { text: ' ' }, 'INVALID'],
  ['too much of it', { text: 'x'.repeat(16_385) }, 'INVALID'],
  ['a thread of elsewhere', { text: 'x', threadId: 'thread_00000000000000000000000001' }, 'INVALID'],
])('%s is refused and leaves the draft as it was', async (_what, more, code) => {
  const { amara, id } = await aTalk();
  await save(amara, id, 'Dear');
  expect(await chat.codes(amara, SAVE, { input: { channelId: id, key: aKey(), ...more } })).toEqual([code]);
  expect(await textsOf(amara)).toEqual(['Dear']);
});

test('only its writer throws a draft away', async () => {
  const { amara, jonas, id } = await aTalk();
  const { id: draftId } = await save(amara, id, 'Dear');
  await chat.must(jonas, DISCARD, { input: { draftId, key: aKey() } });
  expect(await textsOf(amara)).toEqual(['Dear']);
  await chat.must(amara, DISCARD, { input: { draftId, key: aKey() } });
  expect(await textsOf(amara)).toEqual([]);
});

test('other devices hear of a draft that is saved and of one that is discarded', async () => {
  const { amara, id } = await aTalk();
  const { liveCursor } = (await chat.must(amara, '{ viewer { sidebar { liveCursor } } }')).sidebar;
  const stream = chat.as(amara).follow(EVENTS, { after: liveCursor });
  await take(stream, 1);
  const { id: draftId } = await save(amara, id, 'Dear');
  const [saved] = await take(stream, 1);
  await chat.must(amara, DISCARD, { input: { draftId, key: aKey() } });
  const [discarded] = await take(stream, 1);
  await stream.return();
  expect(saved?.data.sidebarEvents).toMatchObject({
    __typename: 'DraftChanged',
    draftId,
    draft: { text: 'Dear', channel: { id } },
  });
  expect(discarded?.data.sidebarEvents).toMatchObject({ __typename: 'DraftChanged', draftId, draft: null });
});

test('what happened while a device was away is told when it comes back', async () => {
  const { amara, id } = await aTalk();
  const { liveCursor } = (await chat.must(amara, '{ viewer { sidebar { liveCursor } } }')).sidebar;
  for (const text of ['D', 'De', 'Dear']) await save(amara, id, text);
  const stream = chat.as(amara).follow(EVENTS, { after: liveCursor });
  const heard = await take(stream, 2);
  await stream.return();
  expect(heard.map(({ data }) => data.sidebarEvents)).toMatchObject([
    { __typename: 'DraftChanged', draft: { text: 'Dear' } },
    { __typename: 'CaughtUp' },
  ]);
});

test('who is taken out of a channel finds no draft in it, and finds it again when back', async () => {
  const { amara, jonas, id } = await aTalk();
  await save(jonas, id, 'Dear');
  const REMOVE = `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`;
  await chat.must(amara, REMOVE, { input: { channelId: id, userId: jonas.id, key: aKey() } });
  expect(await textsOf(jonas)).toEqual([]);
  expect(await chat.codes(jonas, SAVE, { input: { channelId: id, text: 'x', key: aKey() } })).toEqual([
    'NOT_FOUND',
  ]);
  const INVITE = `mutation ($input: InviteToChannelInput!) { inviteToChannel(input: $input) { id } }`;
  await chat.must(amara, INVITE, { input: { channelId: id, userIds: [jonas.id], key: aKey() } });
  expect(await textsOf(jonas)).toEqual(['Dear']);
});

test('drafts come page by page, and a page costs the same however long it is', async () => {
  const quiet = await startChat('quiet');
  try {
    const amara = await quiet.aPerson();
    for (let n = 1; n <= 3; n += 1) {
      const channelId = await quiet.aChannel(amara);
      await quiet.must(amara, SAVE, { input: { channelId, text: `draft ${String(n)}`, key: aKey() } });
    }
    const page = async (variables: Record<string, unknown>) =>
      (await expectQueries(quiet.test, 2, () => quiet.must(amara, DRAFTS, variables))).drafts;
    const first = await page({ first: 2 });
    expect(first).toMatchObject({
      nodes: [{ text: 'draft 3' }, { text: 'draft 2' }],
      pageInfo: { hasNextPage: true },
    });
    const rest = await page({ first: 2, after: first.pageInfo.endCursor });
    expect(rest).toMatchObject({ nodes: [{ text: 'draft 1' }], pageInfo: { hasNextPage: false } });
  } finally {
    await quiet.stop();
  }
});
