import { afterAll, beforeAll, expect, test } from 'vitest';
import { transaction, type RequestContext } from '../src/index.js';
import { readStream } from '../src/log.js';
import { aViewer, callerOf, expectQueries, testSubgraph, type TestSubgraph } from '../src/testing/index.js';
import { NoteRow, notes } from './notes.js';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(await notes());
});
afterAll(() => subgraph.stop());

const context = () => subgraph.runtime.context(callerOf(aViewer()));
const countNotes = (ctx: RequestContext) => ctx.db.getRepository(NoteRow).count();
const aRow = (id: string) => ({ id, authorId: 'me', text: id, createdAt: new Date() });
const logged = async (stream: string) =>
  (await readStream(subgraph.runtime.database.manager, stream, 0, 100)).map(({ seq, kind }) => [seq, kind]);

test('a transaction in which nothing is read or written costs nothing', async () => {
  expect(await expectQueries(subgraph, 0, () => transaction(context(), () => Promise.resolve(1)))).toBe(1);
});

test('events alone are one statement, however many', async () => {
  await expectQueries(subgraph, 1, () =>
    transaction(context(), async ({ events }) => {
      await events.publish('b', 'first', {});
      await events.publish('a', 'other', {});
      await events.publish('b', 'second', {});
    }),
  );
  expect(await logged('b')).toEqual([
    [1, 'first'],
    [2, 'second'],
  ]);
  expect(await logged('a')).toEqual([[1, 'other']]);
});

test('with anything else they are one more statement of its transaction', async () => {
  await expectQueries(subgraph, 4, () =>
    transaction(context(), async (ctx) => {
      await ctx.events.publish('c', 'first', {});
      await ctx.events.publish('c', 'second', {});
      await countNotes(ctx);
    }),
  );
});

test('a row may be locked by the first statement', async () => {
  await expectQueries(subgraph, 3, () =>
    transaction(context(), ({ db }) =>
      db
        .getRepository(NoteRow)
        .createQueryBuilder('note')
        .setLock('pessimistic_write')
        .where('note.id = :id', { id: 'none' })
        .getOne(),
    ),
  );
});

test('statements that are sent at once are all in the transaction', async () => {
  const failing = transaction(context(), async (ctx) => {
    const rows = ctx.db.getRepository(NoteRow);
    await Promise.all(['one', 'two', 'three'].map((id) => rows.insert(aRow(id))));
    expect(await countNotes(ctx)).toBe(3);
    throw new RangeError('after all');
  });
  await expect(failing).rejects.toThrow('after all');
  expect(await countNotes(context())).toBe(0);
});

test('a transaction of TypeORM inside is a part of it', async () => {
  const failing = transaction(context(), async (ctx) => {
    await ctx.db.transaction((db) => db.getRepository(NoteRow).insert(aRow('inside')));
    await ctx.events.publish('d', 'never', {});
    throw new RangeError('after all');
  });
  await expect(failing).rejects.toThrow('after all');
  expect(await countNotes(context())).toBe(0);
  expect(await logged('d')).toEqual([]);
});

test('a commit that fails is a failure, and its connection serves others', async () => {
  const failing = transaction(context(), async (ctx) => {
    await ctx.events.publish('e', 'never', {});
    await ctx.db.query('select pg_terminate_backend(pg_backend_pid())');
  });
  await expect(failing).rejects.toThrow();
  expect(await logged('e')).toEqual([]);
  expect(await countNotes(context())).toBe(0);
});
