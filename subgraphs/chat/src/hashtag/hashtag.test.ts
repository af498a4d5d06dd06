import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat('following');
});
afterAll(() => chat.stop());

const TAG = `query ($name: String!, $first: Int, $after: Cursor) { hashtag(name: $name) {
  name messageCount messages(first: $first, after: $after) { nodes { text hashtags } pageInfo { endCursor hasNextPage } } } }`;
const TAGS = `query ($beginning: String!) { hashtags(beginning: $beginning) { name messageCount } }`;

test('a message bears its tags, and a tag its messages, the newest first', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  for (const text of ['one #Pears', 'no tag', 'two #pears #apples']) await chat.aMessage(amara, id, text);
  await chat.drained();
  const nodes = [
    { text: 'two #pears #apples', hashtags: ['pears', 'apples'] },
    { text: 'one #Pears', hashtags: ['pears'] },
  ];
  const first = await chat.must(amara, TAG, { name: '#PEARS', first: 1 });
  expect(first).toMatchObject({ name: 'pears', messageCount: 2, messages: { nodes: [nodes[0]] } });
  const { endCursor } = first.messages.pageInfo;
  const second = await chat.must(amara, TAG, { name: 'pears', first: 1, after: endCursor });
  expect(second.messages).toEqual({
    nodes: [nodes[1]],
    pageInfo: { endCursor: expect.any(String), hasNextPage: false },
  });
});

test('tags change with an edit and go with the message', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  const { id: messageId } = await chat.aMessage(amara, id, 'an #old tag');
  const EDIT = `mutation ($input: EditMessageInput!) { editMessage(input: $input) { hashtags } }`;
  const input = { messageId, text: 'a #new tag', expectedVersion: 1, key: aKey() };
  expect(await chat.must(amara, EDIT, { input })).toEqual({ hashtags: ['new'] });
  await chat.drained();
  expect(await chat.must(amara, TAG, { name: 'old' })).toMatchObject({ messageCount: 0 });
  expect(await chat.must(amara, TAG, { name: 'new' })).toMatchObject({ messageCount: 1 });
  const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { hashtags } }`;
  expect(await chat.must(amara, DELETE, { input: { messageId, key: aKey() } })).toEqual({ hashtags: [] });
  expect(await chat.must(amara, TAG, { name: 'new' })).toMatchObject({ messageCount: 0 });
});

test('tags are suggested, those of most messages first, and never those of others', async () => {
  const amara = await chat.aPerson();
  const stranger = await chat.aPerson();
  const id = await chat.aChannel(amara);
  for (const text of ['#quince-b', '#quince-a', '#quince-a', '#other']) await chat.aMessage(amara, id, text);
  await chat.drained();
  expect(await chat.must(amara, TAGS, { beginning: 'Quin' })).toEqual([
    { name: 'quince-a', messageCount: 2 },
    { name: 'quince-b', messageCount: 1 },
  ]);
  expect(await chat.must(stranger, TAGS, { beginning: 'quin' })).toEqual([]);
  expect(await chat.must(stranger, TAG, { name: 'quince-a' })).toMatchObject({
    messageCount: 0,
    messages: { nodes: [] },
  });
});

test('what cannot be a tag is none', async () => {
  expect(await chat.must(await chat.aPerson(), TAG, { name: '12 3' })).toBeNull();
});
