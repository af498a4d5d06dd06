import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const EDIT = `mutation ($input: EditMessageInput!) { editMessage(input: $input) { version } }`;
const EDITS = `query ($id: ID!, $first: Int, $after: Cursor) { message(id: $id) { edits(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } nodes { version text at editor { id } } } } }`;
const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { edits { totalCount nodes { text } } } }`;

const anEditedMessage = async () => {
  const [amara, jonas] = await chat.people([{}, {}]);
  if (!amara || !jonas) throw new Error('Two people were asked for');
  const channelId = await chat.aChannel(amara, [jonas]);
  const { id } = await chat.aMessage(amara, channelId, 'one');
  for (const [n, text] of ['two', 'three'].entries()) {
    await chat.must(amara, EDIT, { input: { messageId: id, text, expectedVersion: n + 1, key: aKey() } });
  }
  return { amara, jonas, id };
};

test('whoever reads a message reads what it said before, first wording first, by pages', async () => {
  const { amara, jonas, id } = await anEditedMessage();
  const { edits } = await chat.must(jonas, EDITS, { id, first: 1 });
  const editor = { id: amara.id };
  expect(edits).toMatchObject({
    totalCount: 2,
    pageInfo: { hasNextPage: true },
    nodes: [{ version: 1, text: 'one', at: expect.any(String), editor }],
  });
  const rest = await chat.must(jonas, EDITS, { id, after: edits.pageInfo.endCursor });
  expect(rest.edits.nodes).toMatchObject([{ version: 2, text: 'two', editor }]);
});

test('of a message that was never changed there is nothing, and of a deleted one neither', async () => {
  const { amara, id } = await anEditedMessage();
  expect(await chat.must(amara, DELETE, { input: { messageId: id, key: aKey() } })).toEqual({
    edits: { totalCount: 0, nodes: [] },
  });
  const other = await chat.aMessage(amara, await chat.aChannel(amara), 'fresh');
  expect((await chat.must(amara, EDITS, { id: other.id })).edits).toMatchObject({ totalCount: 0, nodes: [] });
});

test('who cannot read the message cannot read its past', async () => {
  const { id } = await anEditedMessage();
  expect(await chat.codes(await chat.aPerson(), EDITS, { id })).toEqual(['NOT_FOUND']);
});
