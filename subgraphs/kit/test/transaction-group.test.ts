import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type RequestContext,
  type TransactionGroup,
  anyViewer,
  gather,
  groupTransaction,
  invalid,
  load,
} from '../src/index.js';
import { readStream } from '../src/log.js';
import { aViewer, callerOf, expectQueries, testSubgraph, type TestSubgraph } from '../src/testing/index.js';
import { NoteRow, notes } from './notes.js';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(await notes());
});
afterAll(() => subgraph.stop());

const together: TransactionGroup = { atMost: 64, atOnce: 1 };
const context = () => subgraph.runtime.context(callerOf(aViewer()));
const idsLike = async (prefix: string) =>
  (
    await context()
      .db.getRepository(NoteRow)
      .find({ order: { id: 'asc' } })
  )
    .map(({ id }) => id)
    .filter((id) => id.startsWith(prefix));
const logged = async (stream: string) =>
  (await readStream(subgraph.runtime.database.manager, stream, 0, 100)).map(({ seq, data }) => [
    seq,
    data['id'],
  ]);

const insertNotes = async (ctx: RequestContext, ids: readonly string[]): Promise<readonly string[]> => {
  await ctx.db.query(
    `insert into note (id, author_id, text, created_at) select id, 'me', id, now() from unnest($1::text[]) id`,
    [ids],
  );
  return ids.map((id) => `written ${id}`);
};

const lengthOf = anyViewer(async (ctx: RequestContext, ids: readonly string[]) => {
  const rows: { id: string; n: number }[] = await ctx.db.query(
    `select id, length(id) as n from unnest($1::text[]) id`,
    [ids],
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
});

const aNote = (id: string, refuse: 'early' | 'late' | null = null) =>
  groupTransaction(context(), together, async (ctx) => {
    const length = await load(ctx, lengthOf, id);
    if (length !== id.length) throw new Error('What was loaded is not what was asked for');
    if (refuse === 'early') throw invalid('id', 'Refused before anything was written');
    const written = await gather(ctx, insertNotes, id);
    if (refuse === 'late') throw invalid('id', 'Refused after it was written');
    await ctx.events.publish(`notes:${id.slice(0, 1)}`, 'noted', { id });
    return written;
  });

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${prefix}${String(n).padStart(2, '0')}`);

test('those who come while one commits are written together', async () => {
  const ids = names('a', 21);
  // The first goes alone: begin, load, insert, append, commit. The other twenty need the same five.
  const answers = await expectQueries(subgraph, 10, () => Promise.all(ids.map((id) => aNote(id))));
  expect(answers).toEqual(ids.map((id) => `written ${id}`));
  expect(await idsLike('a')).toEqual(ids);
  expect(await logged('notes:a')).toEqual(ids.map((id, n) => [n + 1, id]));
});

test('who is refused before writing is refused alone', async () => {
  const ids = names('b', 9);
  const outcomes = await expectQueries(subgraph, 10, () =>
    Promise.allSettled(ids.map((id, n) => aNote(id, n === 4 ? 'early' : null))),
  );
  expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: { message: 'Refused before anything was written' } },
  ]);
  const kept = ids.filter((_, n) => n !== 4);
  expect(await idsLike('b')).toEqual(kept);
  expect(await logged('notes:b')).toEqual(kept.map((id, n) => [n + 1, id]));
});

test('who fails after writing leaves nothing, and the others are written once', async () => {
  const ids = names('c', 9);
  const outcomes = await Promise.allSettled(ids.map((id, n) => aNote(id, n === 4 ? 'late' : null)));
  expect(outcomes.map(({ status }) => status)).toEqual(
    ids.map((_, n) => (n === 4 ? 'rejected' : 'fulfilled')),
  );
  const kept = ids.filter((_, n) => n !== 4);
  expect(await idsLike('c')).toEqual(kept);
  const entries = await logged('notes:c');
  expect(entries.map(([seq]) => seq)).toEqual(kept.map((_, n) => n + 1));
  expect(entries.map(([, id]) => id).sort()).toEqual(kept);
});

test('what the database refuses of one is refused to that one', async () => {
  await aNote('d00');
  const outcomes = await Promise.allSettled(['d01', 'd02', 'd00', 'd03'].map((id) => aNote(id)));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(await idsLike('d')).toEqual(['d00', 'd01', 'd02', 'd03']);
});

test('a member that writes by itself is taken back with its refusal', async () => {
  const work = (id: string, refused: boolean) =>
    groupTransaction(context(), together, async (ctx) => {
      await ctx.db.getRepository(NoteRow).insert({ id, authorId: 'me', text: id, createdAt: new Date() });
      if (refused) throw invalid('id', 'No');
      return id;
    });
  const outcomes = await Promise.allSettled([work('e0', false), work('e1', true), work('e2', false)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await idsLike('e')).toEqual(['e0', 'e2']);
});
