import { type Viewer, newId } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const LIST = `{ viewer { sidebar { entries { unreadCount channel { id kind messages(last: 10) { nodes {
  id kind text cardId card { __typename ... on Call { id } } author { id } } } } } } } }`;

interface Conversation {
  readonly unreadCount: number;
  readonly channel: { readonly id: string; readonly kind: string; readonly messages: { nodes: unknown[] } };
}

const conversations = async (who: Viewer): Promise<Conversation[]> =>
  (await chat.must(who, LIST)).sidebar.entries as Conversation[];

const over = (caller: Viewer, callee: Viewer, answered: boolean, callId = newId('call')) =>
  chat.sayInMeetings('callTold', {
    ...{ callId, answered },
    ...{ callerId: caller.id, calleeId: callee.id },
  });

const two = async (): Promise<[Viewer, Viewer]> => [await chat.aPerson(), await chat.aPerson()];

test('a call that was missed stands in the conversation of the two, which it begins, and waits to be read', async () => {
  const [amara, wanjiru] = await two();
  const callId = newId('call');
  await over(amara, wanjiru, false, callId);
  const [theirs] = await conversations(wanjiru);
  expect(theirs).toMatchObject({
    unreadCount: 1,
    channel: {
      kind: 'DIRECT',
      messages: {
        nodes: [
          {
            kind: 'CALL',
            text: null,
            cardId: callId,
            card: { __typename: 'Call', id: callId },
            author: { id: amara.id },
          },
        ],
      },
    },
  });
  expect(await conversations(amara)).toMatchObject([{ unreadCount: 0, channel: { id: theirs?.channel.id } }]);
});

test('one that was answered is read as it came, unless something before it waits', async () => {
  const [amara, wanjiru] = await two();
  await over(amara, wanjiru, true);
  expect((await conversations(wanjiru))[0]?.unreadCount).toBe(0);
  await over(amara, wanjiru, false);
  await over(amara, wanjiru, true);
  expect((await conversations(wanjiru))[0]?.unreadCount).toBe(2);
});

test('calls both ways stand in one conversation, in their order', async () => {
  const [amara, wanjiru] = await two();
  const ids = [newId('call'), newId('call')] as const;
  await over(amara, wanjiru, true, ids[0]);
  await over(wanjiru, amara, true, ids[1]);
  const [conversation, ...others] = await conversations(amara);
  expect(others).toEqual([]);
  expect(conversation?.channel.messages.nodes).toMatchObject([
    { cardId: ids[0], author: { id: amara.id } },
    { cardId: ids[1], author: { id: wanjiru.id } },
  ]);
});

test('a call with somebody who is not talked to directly leaves no conversation', async () => {
  const amara = await chat.aPerson();
  const customer = await chat.aPerson({ kind: 'CUSTOMER' });
  await over(amara, customer, true);
  expect(await conversations(amara)).toEqual([]);
});

test('nobody puts a call into a message by hand', async () => {
  const [amara, wanjiru] = await two();
  await over(amara, wanjiru, true);
  const [conversation] = await conversations(amara);
  const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`;
  const input = { channelId: conversation?.channel.id, cardId: newId('call'), key: crypto.randomUUID() };
  expect(await chat.codes(amara, SEND, { input })).toEqual(['INVALID']);
});

test('a call is neither rewritten nor passed on, and whoever made it may take it out of the conversation', async () => {
  const [amara, wanjiru] = await two();
  await over(amara, wanjiru, true);
  const [conversation] = await conversations(amara);
  const [message] = conversation?.channel.messages.nodes as { id: string }[];
  const messageId = message?.id;
  const key = crypto.randomUUID();
  const EDIT = `mutation ($input: EditMessageInput!) { editMessage(input: $input) { id } }`;
  const edited = { messageId, text: 'We never talked', expectedVersion: 1, key };
  expect(await chat.codes(amara, EDIT, { input: edited })).toEqual(['FORBIDDEN']);
  const FORWARD = `mutation ($input: ForwardMessageInput!) { forwardMessage(input: $input) { id } }`;
  const elsewhere = { messageId, channelId: conversation?.channel.id, key };
  expect(await chat.codes(amara, FORWARD, { input: elsewhere })).toEqual(['FORBIDDEN']);
  const REMOVE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { id } }`;
  expect(await chat.codes(wanjiru, REMOVE, { input: { messageId, key } })).toEqual(['FORBIDDEN']);
  expect(await chat.codes(amara, REMOVE, { input: { messageId, key } })).toEqual([]);
});
