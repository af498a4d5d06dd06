import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepared } from '../src/prepared.js';
import { transaction } from '../src/transaction.js';
import { aViewer, callerOf, testSubgraph, type TestSubgraph } from '../src/testing/index.js';
import { notes } from './notes.js';

const DOUBLE = prepared('select $1::int * 2 as twice');
const ONCE = 'select $1::int * 3 as thrice';
const KNOWN = 'select statement, generic_plans + custom_plans as runs from pg_prepared_statements';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(await notes());
});
afterAll(() => subgraph.stop());

/** Runs work on one connection, as a transaction does. */
const onOneConnection = <T>(work: (db: EntityManager) => Promise<T>): Promise<T> =>
  transaction(subgraph.runtime.context(callerOf(aViewer())), ({ db }) => work(db));

test('what is prepared is parsed once for a connection, and answers as ever', async () => {
  const known = await onOneConnection(async (db) => {
    const before = (await db.query<{ runs: string }[]>(`${KNOWN} where statement = $1`, [DOUBLE]))[0];
    for (const n of [4, 5, 6]) expect(await db.query(DOUBLE, [n])).toEqual([{ twice: n * 2 }]);
    expect(await db.query(ONCE, [5])).toEqual([{ thrice: 15 }]);
    const after = await db.query<{ statement: string; runs: string }[]>(KNOWN);
    return { before: Number(before?.runs ?? 0), after };
  });
  const runs = known.after.filter(({ statement }) => statement === DOUBLE).map((each) => Number(each.runs));
  expect(runs).toEqual([known.before + 3]);
  expect(known.after.some(({ statement }) => statement === ONCE)).toBe(false);
});

test('a fault in it is told like any other, and the connection goes on', async () => {
  await expect(subgraph.runtime.database.query(DOUBLE, ['no number'])).rejects.toThrow(
    /invalid input syntax/,
  );
  expect(await subgraph.runtime.database.query(DOUBLE, [1])).toEqual([{ twice: 2 }]);
});
