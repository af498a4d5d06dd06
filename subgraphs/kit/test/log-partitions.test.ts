import { DataSource } from 'typeorm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logPartitions, maintainLog } from '../src/log-partitions.js';
import { append, readStream, readStreamWithHead } from '../src/log.js';
import { CreateKitTables1760000000000 } from '../src/migrations/1760000000000-create-kit-tables.js';
import { startSubgraph, streamCursor, type Runtime } from '../src/index.js';
import {
  aViewer,
  asViewer,
  callerOf,
  expectQueries,
  testSubgraph,
  throwawayDatabase,
  type TestSubgraph,
} from '../src/testing/index.js';
import { FOLLOW, WRITE, aNote, notes } from './notes.js';

const RETENTION_DAYS = 30;
const me = aViewer();
let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await testSubgraph(await notes());
});
afterEach(() => subgraph.stop());

const database = () => subgraph.runtime.database;
const write = (text: string) => asViewer(subgraph, me).run(WRITE, aNote(text));
const head = () => subgraph.runtime.context(callerOf(me)).events.head('notes');
const anEvent = (stream: string) => ({ stream, kind: 'noteAdded', data: {}, actorId: null, region: null });

async function tables(of = database()): Promise<string[]> {
  return (await logPartitions(of.manager)).map(({ name }) => name);
}

/** How many rows each table holds. */
async function counts(): Promise<Record<string, number>> {
  const rows: { name: string; n: number }[] = await database().query(
    `select tableoid::regclass::text as name, count(*)::int as n from log group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}

/** Makes everything logged so far older than the retention, in a table of its own. */
async function age(): Promise<void> {
  await database().query(
    `create table log_long_ago partition of log for values from ('2001-01-01') to ('2001-01-08')`,
  );
  await database().query(`update log set at = '2001-01-02'`);
}

/** What a follower from there hears until it has caught up or was refused. */
async function heard(after: string): Promise<unknown[]> {
  const kinds: unknown[] = [];
  for await (const { data } of asViewer(subgraph, me).follow(FOLLOW, { after })) {
    kinds.push(data.noteEvents.kind);
    if (data.noteEvents.kind === 'caughtUp') break;
  }
  return kinds;
}

test('there is a table for this week and one for the next, and events go to the first', async () => {
  await write('now');
  const [thisWeek, nextWeek, ...rest] = await logPartitions(database().manager);
  expect(rest).toEqual([{ name: 'log_default', from: null, until: null }]);
  const weekMs = 7 * 24 * 3_600_000;
  expect(Number(nextWeek?.until) - Number(thisWeek?.until)).toBe(weekMs);
  expect(Number(thisWeek?.until) - Date.now()).toBeGreaterThan(0);
  expect(Number(thisWeek?.until) - Date.now()).toBeLessThanOrEqual(weekMs);
  expect(await counts()).toEqual({ [String(thisWeek?.name)]: 1 });
});

test('pruned to nothing, a stream refuses old cursors and serves the one at its head', async () => {
  await write('one');
  const old = await head();
  await write('two');
  await age();
  expect(await maintainLog(database(), RETENTION_DAYS)).toEqual(['log_long_ago']);
  expect(await counts()).toEqual({});
  expect(await heard(streamCursor('notes', 0))).toEqual(['cursorExpired']);
  expect(await heard(old)).toEqual(['cursorExpired']);
  const present = await head();
  expect(await heard(present)).toEqual(['caughtUp']);
  await write('three');
  expect(await heard(present)).toEqual(['noteAdded', 'caughtUp']);
});

test('pruned in part, a stream serves what is left and refuses what reaches further back', async () => {
  await write('one');
  await write('two');
  await age();
  const kept = await head();
  await write('three');
  await maintainLog(database(), RETENTION_DAYS);
  expect(await heard(streamCursor('notes', 1))).toEqual(['cursorExpired']);
  expect(await heard(kept)).toEqual(['noteAdded', 'caughtUp']);
});

test('what is younger than the retention stays', async () => {
  await write('one');
  await age();
  expect(await maintainLog(database(), 36_500)).toEqual([]);
  expect(await heard(streamCursor('notes', 0))).toEqual(['noteAdded', 'caughtUp']);
});

test('an event is taken in although its week has no table, and moves there once it is made', async () => {
  const before = await tables();
  const [thisWeek] = before;
  await database().query(`drop table ${String(thisWeek)}`);
  await write('early');
  expect(await counts()).toEqual({ log_default: 1 });
  await maintainLog(database(), RETENTION_DAYS);
  expect(await counts()).toEqual({ [String(thisWeek)]: 1 });
  expect(await tables()).toEqual(before);
  expect(await heard(streamCursor('notes', 0))).toEqual(['noteAdded', 'caughtUp']);
});

test('rows of the default partition are pruned too', async () => {
  await write('one');
  await database().query(`update log set at = '2001-01-02'`);
  expect(await counts()).toEqual({ log_default: 1 });
  await maintainLog(database(), RETENTION_DAYS);
  expect(await counts()).toEqual({});
});

test('any number of replicas maintain at once, while others write, and no write fails', async () => {
  const [, nextWeek] = await tables();
  await write('one');
  await age();
  await database().query(`drop table ${String(nextWeek)}`);
  const replicas = Array.from({ length: 3 }, () => maintainLog(database(), RETENTION_DAYS));
  const writes = Array.from({ length: 60 }, (_, n) =>
    append(database().manager, [anEvent(`stream ${String(n % 3)}`)]),
  );
  const dropped = await Promise.all(replicas);
  await Promise.all(writes);
  // Whoever came when another one was at work passed; what was too busy is done by the next round.
  expect([...dropped.flat(), ...(await maintainLog(database(), RETENTION_DAYS))]).toEqual(['log_long_ago']);
  expect(await tables()).toContain(nextWeek);
  for (let n = 0; n < 3; n += 1) {
    const rows = await readStream(database().manager, `stream ${String(n)}`, 0, 100);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  }
});

test('head and rows of a stream are one statement', async () => {
  await write('one');
  await write('two');
  const read = (after: number | null, limit = 10) =>
    expectQueries(subgraph, 1, () => readStreamWithHead(database().manager, 'notes', after, limit));
  const summary = async (after: number | null, limit?: number) => {
    const { head: last, events, expired } = await read(after, limit);
    return { head: last, seqs: events.map(({ seq }) => seq), expired };
  };
  expect(await summary(0)).toEqual({ head: 2, seqs: [1, 2], expired: false });
  expect(await summary(0, 1)).toEqual({ head: 2, seqs: [1], expired: false });
  expect(await summary(2)).toEqual({ head: 2, seqs: [], expired: false });
  expect(await summary(null)).toEqual({ head: 2, seqs: [], expired: false });
  expect(await summary(3)).toEqual({ head: 2, seqs: [], expired: true });
  await age();
  await maintainLog(database(), RETENTION_DAYS);
  expect(await summary(0)).toEqual({ head: 2, seqs: [], expired: true });
  expect(await summary(2)).toEqual({ head: 2, seqs: [], expired: false });
});

/** A database as it was before the log had partitions, with three events. */
async function beforeWeeks(url: string): Promise<void> {
  const old = await new DataSource({
    type: 'postgres',
    url,
    schema: 'notes',
    migrations: [CreateKitTables1760000000000],
    migrationsTableName: 'migration',
    extra: { options: '-c search_path=notes,public' },
  }).initialize();
  await old.query('create schema notes');
  await old.runMigrations();
  await old.query(`insert into log_head values ('notes', 3)`);
  for (const seq of [1, 2, 3]) {
    await old.query(`insert into log (stream, seq, kind, data) values ('notes', $1, 'noteAdded', '{}')`, [
      seq,
    ]);
  }
  await old.destroy();
}

test('a log written before it had tables of weeks is read and continued as if nothing had happened', async () => {
  const old = await throwawayDatabase();
  await beforeWeeks(old.url);
  const runtime: Runtime = await startSubgraph(await notes(), { databaseUrl: old.url });
  const { manager } = runtime.database;
  expect((await readStream(manager, 'notes', 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect((await append(manager, [anEvent('notes')])).map(({ seq }) => seq)).toEqual([4]);
  const { events } = await runtime.feed.read(null, ['noteAdded'], 10);
  expect(events.slice(0, 3).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(await tables(runtime.database)).toContain('log_before_weeks');
  await runtime.stop();
  await old.drop();
});
