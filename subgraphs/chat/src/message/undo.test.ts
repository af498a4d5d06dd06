import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat, take } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id text } }`;
const UNDO = `mutation ($input: UndoSendInput!) { undoSend(input: $input) { id } }`;
const EVENTS = `subscription ($id: ID!, $after: Cursor) { channelEvents(channelId: $id, after: $after) {
  __typename ... on MessageAdded { message { id text deletedAt } }
  ... on MessageRemoved { messageId tombstone { id } } } }`;

const pair = async () => {
  const [amara, jonas] = await chat.people([{}, {}]);
  if (!amara || !jonas) throw new Error('Two people were asked for');
  return { amara, jonas, channelId: await chat.aChannel(amara, [jonas]) };
};

const undo = (who: Viewer, messageId: string, key = aKey()) =>
  chat.must(who, UNDO, { input: { messageId, key } });

/** As if the message had been sent that long ago. */
const age = (id: string, seconds: number): Promise<unknown> =>
  chat.test.runtime.database.query(
    `update message set sent_at = sent_at - make_interval(secs => $2) where id = $1`,
    [id, seconds],
  );

test('what was taken back is nowhere: not in history, not around others, not as the newest, not unread', async () => {
  const { amara, jonas, channelId } = await pair();
  const [first, wrong, last] = [
    await chat.aMessage(amara, channelId, 'first'),
    await chat.aMessage(amara, channelId, `wrong [@J](mention:${jonas.id})`),
    await chat.aMessage(amara, channelId, 'last'),
  ];
  const newest = await chat.aMessage(amara, channelId, 'also wrong');
  await undo(amara, wrong.id);
  await undo(amara, newest.id);
  const PAGE = `query ($id: ID!, $around: ID!, $gone: ID!) {
    channel(id: $id) {
      messages(first: 1, around: $around) { nodes { text } pageInfo { hasPreviousPage hasNextPage } }
      viewerEntry { unreadCount mentionCount lastMessage { text } } }
    message(id: $gone) { id } }`;
  const { data, errors } = await chat.as(jonas).run(PAGE, { id: channelId, around: last.id, gone: wrong.id });
  expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['NOT_FOUND']);
  expect(data.channel).toEqual({
    messages: { nodes: [{ text: 'last' }], pageInfo: { hasPreviousPage: true, hasNextPage: false } },
    viewerEntry: { unreadCount: 2, mentionCount: 0, lastMessage: { text: 'last' } },
  });
  expect(await chat.history(jonas, channelId)).toEqual([
    [first.seq, 'first'],
    [last.seq, 'last'],
  ]);
});

test('nothing of what it said is kept, and its key stays taken', async () => {
  const { amara, channelId } = await pair();
  const input = { channelId, text: 'oops', key: aKey() };
  const { id } = await chat.must(amara, SEND, { input });
  const key = aKey();
  expect(await undo(amara, id, key)).toEqual({ id });
  expect(await undo(amara, id, key)).toEqual({ id });
  const kept: unknown = await chat.test.runtime.database.query('select text from message where id = $1', [
    id,
  ]);
  expect(kept).toEqual([{ text: null }]);
  expect(await chat.must(amara, SEND, { input })).toEqual({ id, text: null });
  expect(await chat.history(amara, channelId)).toEqual([]);
});

test('a reply to it stands without it', async () => {
  const { amara, jonas, channelId } = await pair();
  const wrong = await chat.aMessage(amara, channelId, 'wrong');
  const reply = await chat.aMessage(jonas, channelId, 'what?', wrong.id);
  await undo(amara, wrong.id);
  const READ = `query ($id: ID!) { message(id: $id) { text replyTo { id } } }`;
  expect(await chat.must(jonas, READ, { id: reply.id })).toEqual({ text: 'what?', replyTo: null });
});

test('who follows is told to forget it; who resumes over it sees no words', async () => {
  const { amara, jonas, channelId } = await pair();
  const { liveCursor: after } = await chat.must(
    jonas,
    `query ($id: ID!) { channel(id: $id) { liveCursor } }`,
    {
      id: channelId,
    },
  );
  const { id } = await chat.aMessage(amara, channelId, 'wrong');
  await undo(amara, id);
  const events = chat.as(jonas).follow(EVENTS, { id: channelId, after });
  const heard = await take(events, 2);
  await events.return();
  expect(heard.map(({ data }) => data.channelEvents)).toEqual([
    { __typename: 'MessageAdded', message: { id, text: null, deletedAt: expect.any(String) } },
    { __typename: 'MessageRemoved', messageId: id, tombstone: null },
  ]);
});

test('only its author, and only for thirty seconds', async () => {
  const { amara, jonas, channelId } = await pair();
  const { id } = await chat.aMessage(jonas, channelId, 'mine');
  expect(await chat.codes(amara, UNDO, { input: { messageId: id, key: aKey() } })).toEqual(['FORBIDDEN']);
  await age(id, 31);
  expect(await chat.codes(jonas, UNDO, { input: { messageId: id, key: aKey() } })).toEqual(['FORBIDDEN']);
  expect(await chat.history(amara, channelId)).toEqual([[1, 'mine']]);
});

test('a tombstone tells who deleted', async () => {
  const { amara, jonas, channelId } = await pair();
  const { id } = await chat.aMessage(jonas, channelId, 'rude');
  const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { deletedBy { id } author { id } } }`;
  expect(await chat.must(amara, DELETE, { input: { messageId: id, key: aKey() } })).toEqual({
    deletedBy: { id: amara.id },
    author: { id: jonas.id },
  });
});
