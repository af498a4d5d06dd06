import { newId } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const SEND = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { id seq kind version text author { id } replyTo { id text } channel { id } mentions { kind target { ... on User { id } ... on Department { id } } } viewerCan }
}`;
const EDIT = `mutation ($input: EditMessageInput!) { editMessage(input: $input) { id text version editedAt mentions { kind } } }`;
const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { id text version deletedAt mentions { kind } reactions { emoji } viewerCan } }`;
const PAGE = `query ($id: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor, $around: ID, $aroundSeq: Int, $aroundTime: DateTime) {
  channel(id: $id) { messages(first: $first, after: $after, last: $last, before: $before, around: $around, aroundSeq: $aroundSeq, aroundTime: $aroundTime) {
    nodes { seq sentAt } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;

const pair = async () => {
  const [amara, jonas] = [await chat.aPerson(), await chat.aPerson()];
  return { amara, jonas, channelId: await chat.aChannel(amara, [jonas]) };
};

test('a message takes the next position and can answer another', async () => {
  const { amara, jonas, channelId } = await pair();
  const first = await chat.must(amara, SEND, { input: { channelId, text: '**Hello**', key: aKey() } });
  expect(first).toEqual({
    id: expect.stringMatching(/^message_/),
    seq: 1,
    kind: 'TEXT',
    version: 1,
    text: '**Hello**',
    author: { id: amara.id },
    replyTo: null,
    channel: { id: channelId },
    mentions: [],
    viewerCan: ['READ', 'COMMENT', 'EDIT', 'DELETE', 'SHARE', 'MANAGE', 'EXPLAIN'],
  });
  const answer = { channelId, text: 'Hi', replyToId: first.id, key: aKey() };
  expect(await chat.must(jonas, SEND, { input: answer })).toMatchObject({
    seq: 2,
    replyTo: { text: '**Hello**' },
  });
});

test('an answer stays in its channel', async () => {
  const { amara, channelId } = await pair();
  const elsewhere = await chat.aMessage(amara, await chat.aChannel(amara), 'elsewhere');
  const input = { channelId, text: 'Hi', replyToId: elsewhere.id, key: aKey() };
  const { errors } = await chat.as(amara).run(SEND, { input });
  expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'INVALID', field: 'replyToId' }]);
  expect(await chat.history(amara, channelId)).toEqual([]);
});

test.each([
  ['nothing', null],
  ['blanks', ' \n '],
  ['too much', 'x'.repeat(16_385)],
  ['NUL', 'a\0b'],
  ['a lone surrogate', 'a\ud800b'],
])('a message of %s is refused', async (_what, text) => {
  const { amara, channelId } = await pair();
  const { errors } = await chat.as(amara).run(SEND, { input: { channelId, text, key: aKey() } });
  expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'INVALID', field: 'text' }]);
  expect(await chat.history(amara, channelId)).toEqual([]);
});

test('the longest text is kept whole', async () => {
  const { amara, channelId } = await pair();
  const text = '𝄞'.repeat(8_192);
  expect(await chat.must(amara, SEND, { input: { channelId, text, key: aKey() } })).toMatchObject({ text });
});

test('twenty sendings with one key are one message', async () => {
  const { amara, channelId } = await pair();
  const input = { channelId, text: 'once', key: aKey() };
  const sent = await Promise.all(Array.from({ length: 20 }, () => chat.must(amara, SEND, { input })));
  expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  await chat.aMessage(amara, channelId, 'next');
  expect(await chat.history(amara, channelId)).toEqual([
    [1, 'once'],
    [2, 'next'],
  ]);
});

test('a key belongs to its author and to one body', async () => {
  const { amara, jonas, channelId } = await pair();
  const input = { channelId, text: 'mine', key: aKey() };
  await chat.must(amara, SEND, { input });
  expect(await chat.codes(amara, SEND, { input: { ...input, text: 'other' } })).toEqual(['CONFLICT']);
  expect(await chat.must(jonas, SEND, { input })).toMatchObject({ seq: 2 });
});

test('a retry is answered even where the author may no longer post', async () => {
  const { amara, jonas, channelId } = await pair();
  const input = { channelId, text: 'kept', key: aKey() };
  const sent = await chat.must(jonas, SEND, { input });
  await chat.must(amara, `mutation ($input: ArchiveChannelInput!) { archiveChannel(input: $input) { id } }`, {
    input: { channelId, key: aKey() },
  });
  expect(await chat.must(jonas, SEND, { input })).toMatchObject({ id: sent.id });
  expect(await chat.codes(jonas, SEND, { input: { ...input, key: aKey() } })).toEqual(['FORBIDDEN']);
});

test('fifty at once take fifty positions without a gap, in the order of the log', async () => {
  const { amara, jonas, channelId } = await pair();
  const sent = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      chat.aMessage(n % 2 === 0 ? amara : jonas, channelId, `n${String(n)}`),
    ),
  );
  const bySeq = [...sent].sort((a, b) => a.seq - b.seq);
  expect(bySeq.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  const log: { id: string }[] = await chat.test.runtime.database.query(
    `select data->>'messageId' as id from log where stream = $1 and kind = 'messageAdded' order by seq`,
    [`channel:${channelId}`],
  );
  expect(log.map(({ id }) => id)).toEqual(bySeq.map(({ id }) => id));
});

test('an author changes what they said while the version fits; the earlier words are kept', async () => {
  const { amara, jonas, channelId } = await pair();
  const { id } = await chat.aMessage(amara, channelId, 'frist');
  const input = { messageId: id, text: 'first', expectedVersion: 1, key: aKey() };
  const edited = await chat.must(amara, EDIT, { input });
  expect(edited).toMatchObject({ text: 'first', version: 2, editedAt: expect.any(String) });
  expect(await chat.must(amara, EDIT, { input })).toEqual(edited);
  expect(await chat.codes(amara, EDIT, { input: { ...input, key: aKey() } })).toEqual(['CONFLICT']);
  expect(await chat.codes(jonas, EDIT, { input: { ...input, expectedVersion: 2, key: aKey() } })).toEqual([
    'FORBIDDEN',
  ]);
  expect(await chat.history(jonas, channelId)).toEqual([[1, 'first']]);
  const kept: unknown = await chat.test.runtime.database.query(
    'select version, text, editor_id from message_edit where message_id = $1',
    [id],
  );
  expect(kept).toEqual([{ version: 1, text: 'frist', editor_id: amara.id }]);
});

test('a deleted message leaves a tombstone and nothing of what it said', async () => {
  const { amara, channelId } = await pair();
  const { id } = await chat.aMessage(amara, channelId, 'oops [@here](mention:here)');
  await chat.must(amara, EDIT, {
    input: { messageId: id, text: 'ooops [@here](mention:here)', expectedVersion: 1, key: aKey() },
  });
  await chat.must(amara, `mutation ($input: AddReactionInput!) { addReaction(input: $input) { id } }`, {
    input: { messageId: id, emoji: '🙈', key: aKey() },
  });
  const buried = await chat.must(amara, DELETE, { input: { messageId: id, key: aKey() } });
  expect(buried).toEqual({
    id,
    text: null,
    version: 3,
    deletedAt: expect.any(String),
    mentions: [],
    reactions: [],
    viewerCan: ['READ', 'EXPLAIN'],
  });
  expect(
    await chat.test.runtime.database.query('select 1 from message_edit where message_id = $1', [id]),
  ).toEqual([]);
  expect(
    await chat.codes(amara, EDIT, { input: { messageId: id, text: 'x', expectedVersion: 3, key: aKey() } }),
  ).toEqual(['CONFLICT']);
});

test('moderators delete what others said, and it is written down', async () => {
  const { amara, jonas, channelId } = await pair();
  const [own, other] = [
    await chat.aMessage(jonas, channelId, 'rude'),
    await chat.aMessage(amara, channelId, 'fine'),
  ];
  expect(await chat.codes(jonas, DELETE, { input: { messageId: other.id, key: aKey() } })).toEqual([
    'FORBIDDEN',
  ]);
  await chat.must(amara, DELETE, { input: { messageId: own.id, reason: 'rude', key: aKey() } });
  expect(await chat.history(jonas, channelId)).toEqual([
    [1, null],
    [2, 'fine'],
  ]);
  const entries: unknown = await chat.test.runtime.database.query(
    `select actor_id, action, details->>'reason' as reason from audit_entry where target_id = $1`,
    [own.id],
  );
  expect(entries).toEqual([{ actor_id: amara.id, action: 'deleteMessage', reason: 'rude' }]);
});

test('mentions are links to people who can see the channel, departments, everybody and those here', async () => {
  const { amara, jonas, channelId } = await pair();
  const stranger = await chat.aPerson();
  const department = await chat.aDepartment();
  const mention = (id: string) => `[@somebody](mention:${id})`;
  const text = [
    jonas.id,
    jonas.id,
    stranger.id,
    department,
    newId('department'),
    'channel',
    'here',
    'nonsense',
  ]
    .map(mention)
    .join(' ');
  const sent = await chat.must(amara, SEND, { input: { channelId, text, key: aKey() } });
  expect(sent.mentions).toEqual([
    { kind: 'PERSON', target: { id: jonas.id } },
    { kind: 'GROUP', target: { id: department } },
    { kind: 'EVERYONE', target: null },
    { kind: 'HERE', target: null },
  ]);
  const edit = { messageId: sent.id, text: mention(jonas.id), expectedVersion: 1, key: aKey() };
  expect(await chat.must(amara, EDIT, { input: edit })).toMatchObject({ mentions: [{ kind: 'PERSON' }] });
});

test('history is read both ways and around a message', async () => {
  const { amara, channelId } = await pair();
  const ids: string[] = [];
  for (let n = 1; n <= 10; n += 1) ids.push((await chat.aMessage(amara, channelId, String(n))).id);
  const page = async (variables: Record<string, unknown>) => {
    const { messages } = await chat.must(amara, PAGE, { id: channelId, ...variables });
    return {
      seqs: messages.nodes.map(({ seq }: { seq: number }) => seq),
      info: messages.pageInfo,
      flags: [messages.pageInfo.hasPreviousPage, messages.pageInfo.hasNextPage],
    };
  };
  const first = await page({ first: 4 });
  expect(first).toMatchObject({ seqs: [1, 2, 3, 4], flags: [false, true] });
  expect(await page({ first: 4, after: first.info.endCursor })).toMatchObject({
    seqs: [5, 6, 7, 8],
    flags: [true, true],
  });
  const last = await page({ last: 3 });
  expect(last).toMatchObject({ seqs: [8, 9, 10], flags: [true, false] });
  expect(await page({ last: 3, before: last.info.startCursor })).toMatchObject({
    seqs: [5, 6, 7],
    flags: [true, true],
  });
  expect(await page({ around: ids[4], first: 5 })).toMatchObject({
    seqs: [3, 4, 5, 6, 7],
    flags: [true, true],
  });
  expect(await page({ around: ids[0], first: 5 })).toMatchObject({ seqs: [1, 2, 3], flags: [false, true] });
  expect(await page({ around: ids[9], first: 4 })).toMatchObject({ seqs: [8, 9, 10], flags: [true, false] });
  expect(await page({ aroundSeq: 5, first: 5 })).toMatchObject({
    seqs: [3, 4, 5, 6, 7],
    flags: [true, true],
  });
  expect(await page({ aroundSeq: 99, first: 4 })).toMatchObject({ seqs: [9, 10], flags: [true, false] });
  expect(await chat.codes(amara, PAGE, { id: channelId, around: newId('message') })).toEqual(['INVALID']);
  expect(await chat.codes(amara, PAGE, { id: channelId, around: ids[0], aroundSeq: 1 })).toEqual(['INVALID']);
  expect(await chat.codes(amara, PAGE, { id: channelId, after: 'nonsense' })).toEqual(['INVALID']);
  expect(await chat.codes(amara, PAGE, { id: channelId, first: 0 })).toEqual(['INVALID']);
});

test('history begins at a moment, whatever is missing in it', async () => {
  const { amara, channelId } = await pair();
  const sent: { id: string; seq: number; sentAt: string }[] = [];
  for (let n = 1; n <= 9; n += 1) {
    const { id } = await chat.aMessage(amara, channelId, String(n));
    sent.push(await chat.must(amara, 'query ($id: ID!) { message(id: $id) { id seq sentAt } }', { id }));
  }
  const from = async (aroundTime: string | undefined) => {
    const { messages } = await chat.must(amara, PAGE, { id: channelId, aroundTime, first: 2 });
    return messages.nodes.map(({ seq }: { seq: number }) => seq);
  };
  for (const { seq, sentAt } of sent.slice(1)) {
    const first = sent.find((message) => message.sentAt === sentAt)?.seq ?? seq;
    expect(await from(sentAt)).toEqual([first - 1, first]);
  }
  expect(await from('2020-01-01T00:00:00Z')).toEqual([1]);
  expect(await from('2199-01-01T00:00:00Z')).toEqual([9]);
});

test('a hidden message is as absent as one that never was', async () => {
  const { amara, channelId } = await pair();
  const stranger = await chat.aPerson();
  const { id } = await chat.aMessage(amara, channelId);
  const MESSAGE = `query ($id: ID!) { message(id: $id) { id } }`;
  const hidden = await chat.as(stranger).run(MESSAGE, { id });
  const absent = await chat.as(stranger).run(MESSAGE, { id: newId('message') });
  expect(hidden).toEqual(absent);
  expect(hidden.errors?.map(({ message }) => message)).toEqual(['Message not found']);
});

test('what a later mutation of the same request answers is not what an earlier one read', async () => {
  const { amara, channelId } = await pair();
  const { id } = await chat.aMessage(amara, channelId);
  const { data } = await chat.as(amara).run(
    `mutation ($one: AddReactionInput!, $two: AddReactionInput!) {
      one: addReaction(input: $one) { reactions { emoji } } two: addReaction(input: $two) { reactions { emoji } } }`,
    { one: { messageId: id, emoji: '👍', key: aKey() }, two: { messageId: id, emoji: '🎉', key: aKey() } },
  );
  expect(data.two.reactions).toEqual([{ emoji: '👍' }, { emoji: '🎉' }]);
});
