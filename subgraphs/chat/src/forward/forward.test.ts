import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';
import { aPng, askFiles, send } from '../../test/files.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const FIELDS = `id kind text card { ... on Channel { name } ... on User { id } } cardId
  forwarded { text sentAt author { id } } forwardedFrom { id channel { name } }`;
const FORWARD = `mutation ($input: ForwardMessageInput!) { forwardMessage(input: $input) { ${FIELDS} } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ${FIELDS} } }`;
const READ = `query ($id: ID!) { message(id: $id) { ${FIELDS} } }`;
const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { ${FIELDS} } }`;

const aTalk = async () => {
  const [amara, jonas, lena] = await chat.people([{}, {}, {}]);
  if (!amara || !jonas || !lena) throw new Error('Three people were asked for');
  const from = await chat.aChannel(amara, [jonas], { name: 'secret plans' });
  const to = await chat.aChannel(amara, [lena], { name: 'wider circle' });
  return { amara, jonas, lena, from, to };
};

const forward = (who: Viewer, messageId: string, channelId: string, comment?: string) =>
  chat.must(who, FORWARD, { input: { messageId, channelId, comment, key: aKey() } });

const read = (who: Viewer, id: string) => chat.must(who, READ, { id });

test('its files go with it, and are read by whom it reaches', async () => {
  const { amara, lena, from, to } = await aTalk();
  const file = await send(chat, amara, { name: 'lake.png', bytes: aPng(64, 48) });
  const SHOW = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`;
  const shown = await chat.must(amara, SHOW, {
    input: { channelId: from, attachments: [{ fileId: file.id, caption: 'The lake' }], key: aKey() },
  });
  const sent = await forward(amara, shown.id, to);
  const FILES = `query ($id: ID!) { message(id: $id) { attachments { caption file { id name } } } }`;
  expect(await chat.must(lena, FILES, { id: sent.id })).toEqual({
    attachments: [{ caption: 'The lake', file: { id: file.id, name: 'lake.png' } }],
  });
  expect(
    (await askFiles(chat, lena, { op: 'read', place: { id: file.id, from: 0 }, length: 8 })).bytes,
  ).toHaveLength(8);
});

test('who reads it there sees what it said and who said it, but not where', async () => {
  const { amara, jonas, lena, from, to } = await aTalk();
  const { id } = await chat.aMessage(jonas, from, 'We meet at **ten**');
  const sent = await forward(amara, id, to, 'For you');
  expect(sent).toEqual({
    ...{ id: expect.any(String), kind: 'TEXT', text: 'For you', card: null, cardId: null },
    forwarded: { text: 'We meet at **ten**', sentAt: expect.any(String), author: { id: jonas.id } },
    forwardedFrom: { id, channel: { name: 'secret plans' } },
  });
  expect(await read(lena, sent.id)).toEqual({ ...sent, forwardedFrom: null });
});

test('sent on without a word it keeps its first author, with words these go on', async () => {
  const { amara, jonas, from, to } = await aTalk();
  const { id } = await chat.aMessage(jonas, from, 'one\ntwo');
  const bare = await forward(amara, id, to);
  expect(bare.text).toBeNull();
  expect(await forward(amara, bare.id, to)).toMatchObject({
    forwarded: { text: 'one\ntwo', author: { id: jonas.id } },
    forwardedFrom: { id },
  });
  const withWords = await forward(amara, id, to, 'look');
  expect(await forward(amara, withWords.id, from)).toMatchObject({
    forwarded: { text: 'look\n\n> one\n> two', author: { id: amara.id } },
    forwardedFrom: { id: withWords.id },
  });
});

test('what was sent on stays when the first one goes, and goes when it goes itself', async () => {
  const { amara, jonas, lena, from, to } = await aTalk();
  const { id } = await chat.aMessage(jonas, from, 'gone soon');
  const sent = await forward(amara, id, to);
  await chat.must(jonas, DELETE, { input: { messageId: id, key: aKey() } });
  expect(await read(lena, sent.id)).toMatchObject({ forwarded: { text: 'gone soon' } });
  expect(await chat.must(amara, DELETE, { input: { messageId: sent.id, key: aKey() } })).toMatchObject({
    ...{ text: null, forwarded: null, forwardedFrom: null },
  });
});

test('sent on once, however often it is asked for with one key', async () => {
  const { amara, from, to, lena } = await aTalk();
  const { id } = await chat.aMessage(amara, from, 'once');
  const input = { messageId: id, channelId: to, key: aKey() };
  const first = await chat.must(amara, FORWARD, { input });
  expect(await chat.must(amara, FORWARD, { input })).toEqual(first);
  expect(await chat.history(lena, to)).toHaveLength(1);
});

test.each([
  ['what one cannot read', 'lena', 'to', 'NOT_FOUND'],
  ['to where one may not write', 'jonas', 'to', 'NOT_FOUND'],
] as const)('nobody sends on %s', async (_what, who, where, code) => {
  const talk = await aTalk();
  const { id } = await chat.aMessage(talk.amara, talk.from, 'mine');
  const input = { messageId: id, channelId: talk[where], key: aKey() };
  expect(await chat.codes(talk[who], FORWARD, { input })).toEqual([code]);
  expect(await chat.history(talk.amara, talk.to)).toEqual([]);
});

test('a tombstone and a notice are not sent on', async () => {
  const { amara, from, to } = await aTalk();
  const { id } = await chat.aMessage(amara, from, 'gone');
  await chat.must(amara, DELETE, { input: { messageId: id, key: aKey() } });
  expect(await chat.codes(amara, FORWARD, { input: { messageId: id, channelId: to, key: aKey() } })).toEqual([
    'CONFLICT',
  ]);
  const [notice]: { id: string }[] = await chat.test.runtime.database.query(
    `insert into message (id, channel_id, seq, kind, notice, sent_at)
     values ('message_notice' || $1, $1, 1000, 'SYSTEM', '{"kind":"JOINED","actorId":null,"subjectIds":[],"value":null}',
       now()) returning id`,
    [from],
  );
  const input = { messageId: notice?.id, channelId: to, key: aKey() };
  expect(await chat.codes(amara, FORWARD, { input })).toEqual(['FORBIDDEN']);
  expect(await chat.history(amara, to)).toEqual([]);
});

test('a channel in a message is shown as it is now, to those who may see it', async () => {
  const { amara, lena, from, to } = await aTalk();
  const sent = await chat.must(amara, SEND, { input: { channelId: to, cardId: from, key: aKey() } });
  expect(sent).toMatchObject({ kind: 'CARD', text: null, cardId: from, card: { name: 'secret plans' } });
  const RENAME = `mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { id } }`;
  await chat.must(amara, RENAME, {
    input: { channelId: from, name: 'open plans', expectedVersion: 1, key: aKey() },
  });
  expect(await read(amara, sent.id)).toMatchObject({ card: { name: 'open plans' } });
  expect(await read(lena, sent.id)).toMatchObject({ cardId: from, card: null });
});

test('a person in a message', async () => {
  const { amara, jonas, lena, to } = await aTalk();
  const sent = await chat.must(amara, SEND, { input: { channelId: to, cardId: jonas.id, key: aKey() } });
  expect(await read(lena, sent.id)).toMatchObject({ kind: 'CARD', card: { id: jonas.id } });
});

test.each(['channel_00000000000000000000000009', 'message_x', 'department_1', ''])(
  '%j is put into no message',
  async (cardId) => {
    const { amara, to } = await aTalk();
    const { errors } = await chat.as(amara).run(SEND, { input: { channelId: to, cardId, key: aKey() } });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'INVALID', field: 'cardId' }]);
    expect(await chat.history(amara, to)).toEqual([]);
  },
);
