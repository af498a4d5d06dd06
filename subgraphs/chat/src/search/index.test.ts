import { systemCaller } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestChat, startChat } from '../../test/chat.js';
import { indexMessages, indexOldMessages } from './index.service.js';

let chat: TestChat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat.stop());

const SEARCH = `query ($query: String!) { searchMessages(query: $query) { nodes { message { id } } } }`;

const contextOf = () => chat.test.runtime.context(systemCaller('test'));
const sql = (statement: string, parameters: unknown[] = []): Promise<Record<string, unknown>[]> =>
  chat.test.runtime.database.query(statement, parameters);

test('messages that were there before the index are taken in, and then no more', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  for (const n of [1, 2, 3]) await chat.aMessage(amara, id, `antediluvian ${String(n)}`);
  expect(await chat.must(amara, SEARCH, { query: 'antediluvian' })).toEqual({ nodes: [] });
  await sql(`insert into unsearched (channel_id, up_to_seq) select id, last_seq from channel where id = $1`, [
    id,
  ]);
  await indexOldMessages(contextOf());
  const { nodes } = await chat.must(amara, SEARCH, { query: 'antediluvian' });
  expect(nodes).toHaveLength(3);
  expect(await sql(`select 1 from unsearched`)).toEqual([]);
});

test('taking a message in twice is taking it in once', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  const { id: messageId } = await chat.aMessage(amara, id, 'palimpsest');
  await indexMessages(contextOf(), [messageId]);
  await indexMessages(contextOf(), [messageId, messageId]);
  const { nodes } = await chat.must(amara, SEARCH, { query: 'palimpsest' });
  expect(nodes).toEqual([{ message: { id: messageId } }]);
});

test('what is removed for good leaves nothing in the index', async () => {
  const amara = await chat.aPerson();
  const id = await chat.aChannel(amara);
  const { id: messageId, seq } = await chat.aMessage(amara, id, 'ephemera');
  await indexMessages(contextOf(), [messageId]);
  const rows = () => sql(`select seq from message_search where channel_id = $1`, [id]);
  expect(await rows()).toEqual([{ seq }]);
  await sql(`delete from message where id = $1`, [messageId]);
  expect(await rows()).toEqual([]);
});
