import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, aKey, startChat } from '../../test/chat.js';
import { send } from '../../test/files.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat('following');
});
afterAll(() => chat.stop());

const SEARCH = `query ($query: String!, $channelId: ID, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {
  searchMessages(query: $query, channelId: $channelId, first: $first, after: $after, last: $last, before: $before) {
    nodes { snippet message { id text } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

interface Found {
  readonly nodes: readonly {
    readonly snippet: string;
    readonly message: { readonly id: string; readonly text: string };
  }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly endCursor: string;
    readonly startCursor: string;
  };
}

const search = async (viewer: Viewer, query: string, more: Record<string, unknown> = {}): Promise<Found> => {
  await chat.drained();
  return chat.must(viewer, SEARCH, { query, ...more }) as Promise<Found>;
};

const textsOf = ({ nodes }: Found): string[] => nodes.map(({ message }) => message.text);

const texts = async (viewer: Viewer, query: string, more: Record<string, unknown> = {}): Promise<string[]> =>
  textsOf(await search(viewer, query, more));

/** A person with a channel in which that was said, oldest first. */
async function aTalk(...said: readonly string[]): Promise<{ readonly amara: Viewer; readonly id: string }> {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  for (const text of said) await chat.aMessage(amara, id, text);
  return { amara, id };
}

test('words are found wherever they stand, the newest first', async () => {
  const { amara } = await aTalk('The budget is late', 'No news', 'Our BUDGET: approved!');
  expect(await texts(amara, 'budget')).toEqual(['Our BUDGET: approved!', 'The budget is late']);
});

test('every word has to be there', async () => {
  const { amara } = await aTalk('thesis defence on Monday', 'thesis on Tuesday', 'defence on Tuesday');
  expect(await texts(amara, 'defence thesis')).toEqual(['thesis defence on Monday']);
});

test.each([
  ['running', 'She runs the lab and they ran it before', 'She run'],
  ['Häuser', 'Das ist nicht unser Haus und wird es nicht', 'Haus'],
  ['книга', 'Мы читаем книги', 'книги'],
])('%s is found with another ending: %s', async (query, text) => {
  const { amara } = await aTalk(text, 'something else');
  expect(await texts(amara, query)).toEqual([text]);
});

test.each([
  ['Zürich', 'Meeting in Zurich'],
  ['zurich', 'Meeting in Zürich'],
  ['cafe', 'au CAFÉ'],
  ['مدرسة', 'هذه مدرسه'],
  ['会議', '明日の会議は中止です'],
])('%s finds %s, however it is written', async (query, text) => {
  const { amara } = await aTalk(text, 'something else');
  expect(await texts(amara, query)).toEqual([text]);
});

test.each([
  ['morphogensis', 'about morphogenesis'],
  ['recieve', 'you will receive it'],
  ['книаг', 'Хорошая книга'],
])('a typing error is forgiven: %s finds %s', async (query, text) => {
  const { amara } = await aTalk(text, 'something else');
  expect(await texts(amara, query)).toEqual([text]);
});

test('a part of a word is found after whole words', async () => {
  const { amara } = await aTalk('the photosynthesis lecture', 'a synthesis of both');
  expect(await texts(amara, 'synthesis')).toEqual(['a synthesis of both', 'the photosynthesis lecture']);
  expect(await texts(amara, 'photosy')).toEqual(['the photosynthesis lecture']);
});

test('words in quotes stand in a row', async () => {
  const { amara } = await aTalk('exam board meeting', 'the board has an exam', 'Exam, board');
  expect(await texts(amara, '"exam board"')).toEqual(['Exam, board', 'exam board meeting']);
});

test('a minus leaves out', async () => {
  const { amara } = await aTalk('draft of the plan', 'final plan');
  expect(await texts(amara, 'plan -draft')).toEqual(['final plan']);
});

test('operators narrow: from, in, has, before, after, tags', async () => {
  const amara = await chat.aPerson({ displayName: 'Amara Findable' });
  const wei = await chat.aPerson({ displayName: 'Wei Findable' });
  const id = await chat.aChannel(amara, [wei], { name: 'exam boards' });
  const other = await chat.aChannel(amara, [wei], { name: 'elsewhere' });
  await chat.aMessage(amara, id, 'report by amara https://example.org #Grades');
  await chat.aMessage(wei, id, 'report by wei `code`');
  await chat.aMessage(wei, other, `report elsewhere for [@Amara](mention:${amara.id})`);
  expect(await texts(amara, 'report from:amara')).toEqual(['report by amara https://example.org #Grades']);
  expect(await texts(amara, `from:${wei.id} in:boards`)).toEqual(['report by wei `code`']);
  expect(await texts(amara, 'from:me')).toHaveLength(1);
  expect(await texts(wei, 'from:"Amara Findable"')).toHaveLength(1);
  expect(await texts(amara, 'has:link')).toEqual(['report by amara https://example.org #Grades']);
  expect(await texts(amara, 'has:code report')).toEqual(['report by wei `code`']);
  expect(await texts(amara, '#grades')).toEqual(['report by amara https://example.org #Grades']);
  expect(await texts(amara, 'mentions:me')).toHaveLength(1);
  await chat.aMessage(amara, await chat.aChannel(amara, [], { name: 'exam boards, old' }), 'report of old');
  expect(await texts(amara, 'report in:"exam boards"')).toHaveLength(2);
  expect(await texts(amara, 'report in:boards')).toHaveLength(3);
  expect(await texts(amara, 'report', { channelId: other })).toHaveLength(1);
  expect(await texts(amara, 'report before:2020-01-01')).toEqual([]);
  expect(await texts(amara, 'report after:2020-01-01')).toHaveLength(4);
  expect(await texts(amara, 'after:1h in:elsewhere')).toHaveLength(1);
});

test('what is said in a thread is found by is:thread', async () => {
  const { amara, id } = await aTalk('root of it');
  const root = await chat.aMessage(amara, id, 'about apples');
  const OPEN = `mutation ($input: OpenThreadInput!) { openThread(input: $input) { id } }`;
  const thread = await chat.must(amara, OPEN, { input: { discussableId: root.id, key: aKey() } });
  const REPLY = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`;
  await chat.must(amara, REPLY, {
    input: { channelId: id, threadId: thread.id, text: 'apples inside', key: aKey() },
  });
  expect(await texts(amara, 'apples is:thread')).toEqual(['apples inside']);
  expect(await texts(amara, 'apples -is:thread')).toEqual(['about apples']);
});

test('snippets show the place that fits, with nothing of the markup', async () => {
  const { amara } = await aTalk(
    `${'word '.repeat(100)}here is the **needle** & [link](https://example.org) ||secret||`,
  );
  const { nodes } = await search(amara, 'needle');
  expect(nodes[0]?.snippet).toMatch(/^….*here is the <mark>needle<\/mark> &amp; link ▒▒▒$/);
  expect(nodes[0]?.snippet.length).toBeLessThan(300);
});

test('markup in a message is words, not markup', async () => {
  const { amara } = await aTalk('<img src=x onerror=alert(1)> <b>bold</b>');
  const { nodes } = await search(amara, 'bold');
  expect(nodes[0]?.snippet).toBe('&lt;img src=x onerror=alert(1)&gt; &lt;b&gt;<mark>bold</mark>&lt;/b&gt;');
});

test('an edit is found by its new words only, and a deleted message not at all', async () => {
  const { amara, id } = await aTalk('keep this pear');
  const { id: messageId } = await chat.aMessage(amara, id, 'a pear');
  const EDIT = `mutation ($input: EditMessageInput!) { editMessage(input: $input) { id } }`;
  await chat.must(amara, EDIT, { input: { messageId, text: 'an orange', expectedVersion: 1, key: aKey() } });
  expect(await texts(amara, 'pear')).toEqual(['keep this pear']);
  expect(await texts(amara, 'orange')).toEqual(['an orange']);
  const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { id } }`;
  await chat.must(amara, DELETE, { input: { messageId, key: aKey() } });
  expect(await chat.must(amara, SEARCH, { query: 'orange' })).toMatchObject({ nodes: [] });
  expect(await texts(amara, 'orange')).toEqual([]);
});

test('pages go on where the last one ended, through both kinds of hits, and back', async () => {
  const said = Array.from({ length: 7 }, (_, n) => (n % 2 ? `kiwi ${String(n)}` : `kiwifruit ${String(n)}`));
  const { amara } = await aTalk(...said);
  const best = ['kiwi 5', 'kiwi 3', 'kiwi 1', 'kiwifruit 6', 'kiwifruit 4', 'kiwifruit 2', 'kiwifruit 0'];
  const first = await search(amara, 'kiwi', { first: 4 });
  expect(textsOf(first)).toEqual(best.slice(0, 4));
  expect(first.pageInfo.hasNextPage).toBe(true);
  const second = await search(amara, 'kiwi', { first: 4, after: first.pageInfo.endCursor });
  expect(textsOf(second)).toEqual(best.slice(4));
  expect(second.pageInfo.hasNextPage).toBe(false);
  const back = await search(amara, 'kiwi', { last: 2, before: second.pageInfo.startCursor });
  expect(textsOf(back)).toEqual(best.slice(2, 4));
});

test('nobody finds what they may not read', async () => {
  const amara = await chat.aPerson();
  const member = await chat.aPerson();
  const stranger = await chat.aPerson();
  const foreigner = await chat.aPerson({ organizationId: 'organization_00000000000000000000000009' });
  const secret = await chat.aChannel(amara, [member], { name: 'secret' });
  await chat.aMessage(amara, secret, 'zanzibar inside');
  const open = await chat.aChannel(amara, [], { kind: 'PUBLIC', name: 'open' });
  await chat.aMessage(amara, open, 'zanzibar for all');
  const guest = await chat.aGuest([{ targetId: secret, actions: ['READ'] }], amara);
  const customer = await chat.aPerson({ kind: 'CUSTOMER' });
  expect(await texts(member, 'zanzibar')).toEqual(['zanzibar for all', 'zanzibar inside']);
  expect(await texts(stranger, 'zanzibar')).toEqual(['zanzibar for all']);
  expect(await texts(stranger, 'zanzibar', { channelId: secret })).toEqual([]);
  expect(await texts(stranger, 'zanzibar in:secret')).toEqual([]);
  expect(await texts(foreigner, 'zanzibar')).toEqual([]);
  expect(await texts(customer, 'zanzibar')).toEqual([]);
  expect(await texts(guest, 'zanzibar')).toEqual(['zanzibar inside']);
  const REMOVE = `mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }`;
  await chat.must(amara, REMOVE, { input: { channelId: secret, userId: member.id, key: aKey() } });
  expect(await texts(member, 'zanzibar')).toEqual(['zanzibar for all']);
});

test('nothing is found of nothing, and too long a question is refused', async () => {
  const { amara } = await aTalk('something');
  expect(await texts(amara, '  ')).toEqual([]);
  expect(await texts(amara, '"" -')).toEqual([]);
  expect(await texts(amara, 'in:nowhere something')).toEqual([]);
  expect(await texts(amara, 'from:nobody something')).toEqual([]);
  expect(await chat.codes(amara, SEARCH, { query: 'x'.repeat(501) })).toEqual(['INVALID']);
});

test('a message is found by what its files are called and by what is said under them, until it is deleted', async () => {
  const { amara, id: channelId } = await aTalk('Nothing of it here');
  const file = await send(chat, amara, {
    name: 'Haushaltsplan-2027.pdf',
    bytes: Buffer.from('%PDF-1.7 plan'),
  });
  const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`;
  const attachments = [{ fileId: file.id, caption: 'For the zeppelin' }];
  const { id: messageId } = await chat.must(amara, SEND, { input: { channelId, attachments, key: aKey() } });
  const found = async (query: string) => (await search(amara, query)).nodes.map(({ message }) => message.id);
  expect(await found('haushaltsplan')).toEqual([messageId]);
  expect(await found('zeppelin has:file')).toEqual([messageId]);
  const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { id } }`;
  await chat.must(amara, DELETE, { input: { messageId, key: aKey() } });
  expect(await found('haushaltsplan')).toEqual([]);
});
