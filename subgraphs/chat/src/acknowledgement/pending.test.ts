import type { Viewer } from '@parley/kit';
import type { TestStream } from '@parley/kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`;
const CONFIRM = `mutation ($input: AcknowledgeMessageInput!) { acknowledgeMessage(input: $input) { id } }`;
const REMIND = `mutation ($input: RemindMessageAcknowledgementInput!) { remindMessageAcknowledgement(input: $input) { id } }`;
const WAITING = `query ($first: Int, $after: Cursor) { viewer { pendingAcknowledgements(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } nodes { text } } } }`;
const EVENTS = `subscription { sidebarEvents { __typename
  ... on AcknowledgementChanged { messageId remindedAt pendingCount message { text } } } }`;

const aTalk = async () => {
  const [amara, jonas] = await chat.people([{}, {}]);
  if (!amara || !jonas) throw new Error('Two people were asked for');
  return { amara, jonas, channelId: await chat.aChannel(amara, [jonas]) };
};

const ask = async (author: Viewer, channelId: string, text: string) => {
  const input = { channelId, text, requireAcknowledgement: true, key: aKey() };
  return (await chat.must(author, SEND, { input })) as { id: string };
};

const waiting = async (viewer: Viewer, page = {}) =>
  (await chat.must(viewer, WAITING, page)).pendingAcknowledgements;

test('what waits for somebody waits until they confirm, it goes, or they do', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const elsewhere = await chat.aChannel(amara, [jonas]);
  const one = await ask(amara, channelId, 'one');
  const two = await ask(amara, channelId, 'two');
  await ask(amara, channelId, 'three');
  await ask(amara, elsewhere, 'four');
  expect(await waiting(amara)).toMatchObject({ totalCount: 0, nodes: [] });
  const page = await waiting(jonas, { first: 3 });
  expect(page).toMatchObject({
    ...{ totalCount: 4, pageInfo: { hasNextPage: true } },
    nodes: [{ text: 'four' }, { text: 'three' }, { text: 'two' }],
  });
  expect((await waiting(jonas, { first: 3, after: page.pageInfo.endCursor })).nodes).toEqual([
    { text: 'one' },
  ]);
  await chat.must(jonas, CONFIRM, { input: { messageId: one.id, key: aKey() } });
  await chat.must(amara, `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { id } }`, {
    input: { messageId: two.id, key: aKey() },
  });
  await chat.must(jonas, `mutation ($input: LeaveChannelInput!) { leaveChannel(input: $input) { id } }`, {
    input: { channelId: elsewhere, key: aKey() },
  });
  expect(await waiting(jonas)).toMatchObject({ totalCount: 1, nodes: [{ text: 'three' }] });
});

/** The next word about confirming in a sidebar. */
async function next(events: TestStream): Promise<unknown> {
  for await (const { data } of events) {
    if (data.sidebarEvents.__typename === 'AcknowledgementChanged') return data.sidebarEvents;
  }
  return undefined;
}

test('who is asked hears of it, of a reminder, and of confirming on another device', async () => {
  const { amara, jonas, channelId } = await aTalk();
  const events = chat.as(jonas).follow(EVENTS);
  await events.next();
  const { id } = await ask(amara, channelId, 'rules');
  const told = { __typename: 'AcknowledgementChanged', messageId: id, message: { text: 'rules' } };
  expect((await events.next()).value.data.sidebarEvents.__typename).toBe('SidebarEntryChanged');
  const heard = [(await events.next()).value.data.sidebarEvents as unknown];
  await chat.must(amara, REMIND, { input: { messageId: id, key: aKey() } });
  heard.push((await events.next()).value.data.sidebarEvents);
  await chat.must(jonas, CONFIRM, { input: { messageId: id, key: aKey() } });
  heard.push((await events.next()).value.data.sidebarEvents);
  await events.return();
  expect(heard).toEqual([
    { ...told, remindedAt: null, pendingCount: 1 },
    { ...told, remindedAt: expect.any(String), pendingCount: 1 },
    { ...told, remindedAt: null, pendingCount: 0 },
  ]);
});

test('who is not in the channel is not told', async () => {
  const { amara, channelId } = await aTalk();
  const stranger = await chat.aPerson();
  const own = await chat.aChannel(amara, [stranger]);
  const events = chat.as(stranger).follow(EVENTS);
  await events.next();
  await ask(amara, channelId, 'not for you');
  const { id } = await ask(amara, own, 'for you');
  expect(await next(events)).toMatchObject({ messageId: id });
  await events.return();
});
