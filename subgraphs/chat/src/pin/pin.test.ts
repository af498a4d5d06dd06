import type { Viewer } from '@parley/kit';
import { expectQueries } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const PIN = `mutation ($input: PinMessageInput!) { pinMessage(input: $input) { pinnedAt pinnedBy { id } } }`;
const UNPIN = `mutation ($input: UnpinMessageInput!) { unpinMessage(input: $input) { pinnedAt pinnedBy { id } } }`;
const PINS = `query ($id: ID!, $first: Int, $after: Cursor) { channel(id: $id) {
  pinnedMessages(first: $first, after: $after) { totalCount nodes { text } pageInfo { hasNextPage endCursor } } } }`;

const pin = (viewer: Viewer, messageId: string) =>
  chat.must(viewer, PIN, { input: { messageId, key: aKey() } });
const unpin = (viewer: Viewer, messageId: string) =>
  chat.must(viewer, UNPIN, { input: { messageId, key: aKey() } });
const pinsOf = async (viewer: Viewer, id: string, page: Record<string, unknown> = {}) =>
  (await chat.must(viewer, PINS, { id, ...page })).pinnedMessages;

const aTalk = async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  return { amara, jonas, id: await chat.aChannel(amara, [jonas]) };
};

test('what is pinned is told to everybody, with who pinned it, the last one first', async () => {
  const { amara, jonas, id } = await aTalk();
  const [one, two] = [await chat.aMessage(amara, id, 'one'), await chat.aMessage(amara, id, 'two')];
  const stream = chat.as(amara).follow(
    `subscription ($id: ID!) { channelEvents(channelId: $id) { __typename
       ... on MessageChanged { message { pinnedBy { id } } } } }`,
    { id },
  );
  await take(stream, 1);
  expect(await pin(jonas, two.id)).toEqual({
    pinnedAt: expect.stringMatching(/Z$/),
    pinnedBy: { id: jonas.id },
  });
  const [heard] = await take(stream, 1);
  await stream.return();
  expect(heard?.data.channelEvents).toEqual({
    __typename: 'MessageChanged',
    message: { pinnedBy: { id: jonas.id } },
  });
  await pin(amara, one.id);
  expect(await pinsOf(amara, id)).toMatchObject({ totalCount: 2, nodes: [{ text: 'one' }, { text: 'two' }] });
  const first = await pinsOf(amara, id, { first: 1 });
  expect(first).toMatchObject({ nodes: [{ text: 'one' }], pageInfo: { hasNextPage: true } });
  const rest = await pinsOf(amara, id, { first: 1, after: first.pageInfo.endCursor });
  expect(rest).toMatchObject({ nodes: [{ text: 'two' }], pageInfo: { hasNextPage: false } });
});

test('a pin is set once and taken away once, by whoever may write', async () => {
  const { amara, jonas, id } = await aTalk();
  const { id: messageId } = await chat.aMessage(amara, id, 'one');
  const first = await pin(amara, messageId);
  expect(await pin(jonas, messageId)).toEqual(first);
  expect(await unpin(jonas, messageId)).toEqual({ pinnedAt: null, pinnedBy: null });
  expect(await unpin(jonas, messageId)).toEqual({ pinnedAt: null, pinnedBy: null });
  expect(await pinsOf(amara, id)).toMatchObject({ totalCount: 0, nodes: [] });
});

test('a deleted message is pinned no longer, and cannot be', async () => {
  const { amara, id } = await aTalk();
  const { id: messageId } = await chat.aMessage(amara, id, 'one');
  await pin(amara, messageId);
  const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { id } }`;
  await chat.must(amara, DELETE, { input: { messageId, key: aKey() } });
  expect(await pinsOf(amara, id)).toMatchObject({ totalCount: 0, nodes: [] });
  expect(await chat.codes(amara, PIN, { input: { messageId, key: aKey() } })).toEqual(['CONFLICT']);
});

test('nothing is pinned in an archived channel', async () => {
  const { amara, id } = await aTalk();
  const { id: messageId } = await chat.aMessage(amara, id, 'one');
  const ARCHIVE = `mutation ($input: ArchiveChannelInput!) { archiveChannel(input: $input) { id } }`;
  await chat.must(amara, ARCHIVE, { input: { channelId: id, key: aKey() } });
  expect(await chat.codes(amara, PIN, { input: { messageId, key: aKey() } })).toEqual(['FORBIDDEN']);
  expect(await pinsOf(amara, id)).toMatchObject({ totalCount: 0 });
});

test('a page of pins costs the same, however many there are', async () => {
  const quiet = await startChat('quiet');
  try {
    const amara = await quiet.aPerson();
    const id = await quiet.aChannel(amara);
    for (const many of [1, 8]) {
      for (let n = 0; n < many; n += 1) {
        const { id: messageId } = await quiet.aMessage(amara, id, `pin ${String(n)}`);
        await quiet.must(amara, PIN, { input: { messageId, key: aKey() } });
      }
      // The channel with the viewer's place in it, the page, its messages, and how many there are.
      await expectQueries(quiet.test, 4, () => quiet.must(amara, PINS, { id }));
    }
  } finally {
    await quiet.stop();
  }
});
