import { expect, test, vi } from 'vitest';
import { runConsumer } from '../src/consumer-rounds.js';
import {
  consumer,
  createLogger,
  job,
  later,
  memoryBus,
  select,
  startSubgraph,
  systemCaller,
  transaction,
  type Feed,
  type FeedBatch,
  type LogEvent,
} from '../src/index.js';
import { aViewer, asViewer, callerOf, testSubgraph, throwawayDatabase } from '../src/testing/index.js';
import { WRITE, aNote, notes } from './notes.js';

const me = aViewer();

test('two replicas take every event of another subgraph exactly once, in order, although one fails midway', async () => {
  const bus = memoryBus();
  const source = await testSubgraph(await notes(), { bus });
  const database = await throwawayDatabase();
  const taken: string[] = [];
  let failures = 2;
  const counting = consumer('notes', ['noteAdded'], async (ctx, events: readonly LogEvent[]) => {
    await ctx.db.query('create table if not exists public.taken (id text primary key, n serial)');
    for (const { data } of events) {
      await ctx.db.query('insert into public.taken (id) values ($1)', [data['noteId']]);
    }
    if (failures > 0) {
      failures -= 1;
      throw new TypeError('fails after its effect');
    }
    taken.push(...events.map(({ data }) => String(data['noteId'])));
  });
  const definition = { ...(await notes({ consumers: [counting] })), name: 'reader' };
  const start = () =>
    startSubgraph(definition, { databaseUrl: database.url, bus, feeds: { notes: source.runtime.feed } });
  const replicas = await Promise.all([start(), start()]);
  const written: string[] = [];
  for (let n = 0; n < 25; n += 1) {
    const { data } = await asViewer(source, me).run(WRITE, aNote(`note ${String(n)}`));
    written.push((data as { writeNote: { id: string } }).writeNote.id);
    await replicas[n % 2]?.drainConsumers();
  }
  for (const replica of replicas) await replica.drainConsumers();
  const rows: { id: string }[] = await replicas[0].database.query('select id from public.taken order by n');
  expect(rows.map(({ id }) => id)).toEqual(written);
  expect(taken).toEqual(written);
  for (const replica of replicas) await replica.stop();
  await source.stop();
  await database.drop();
});

test('a drain takes what an older transaction still held, once that is over', async () => {
  const bus = memoryBus();
  const source = await testSubgraph(await notes(), { bus });
  const database = await throwawayDatabase();
  const taken: unknown[] = [];
  const taking = consumer('notes', ['noteAdded'], (_ctx, events) => {
    taken.push(...events.map(({ data }) => data['noteId']));
    return Promise.resolve();
  });
  const definition = { ...(await notes({ consumers: [taking] })), name: 'reader' };
  const { feed } = source.runtime;
  const heldOnce = Promise.withResolvers<null>();
  const watched: Feed = {
    ...feed,
    read: async (...asked) => {
      const batch = await feed.read(...asked);
      if (batch.held) heldOnce.resolve(null);
      return batch;
    },
  };
  const reader = await startSubgraph(definition, {
    databaseUrl: database.url,
    bus,
    feeds: { notes: watched },
  });
  const older = source.runtime.database.createQueryRunner();
  await older.startTransaction();
  await older.query('select pg_current_xact_id()');
  const { data } = await asViewer(source, me).run(WRITE, aNote('held'));
  const drained = reader.drainConsumers();
  await heldOnce.promise;
  expect(taken).toEqual([]);
  await older.commitTransaction();
  await drained;
  expect(taken).toEqual([(data as { writeNote: { id: string } }).writeNote.id]);
  await older.release();
  await reader.stop();
  await source.stop();
  await database.drop();
});

test('a job asked for in a transaction happens if and only if that commits', async () => {
  const done: object[] = [];
  let finished: () => void = () => undefined;
  const both = new Promise<void>((resolve) => (finished = resolve));
  const mark = job('mark', {}, (_ctx, data) => {
    done.push(data);
    if ((data as { last?: boolean }).last) finished();
    return Promise.resolve();
  });
  const subgraph = await testSubgraph(await notes({ jobs: [mark] }));
  const ctx = subgraph.runtime.context(callerOf(me));
  const rolledBack = transaction(ctx, async (inner) => {
    await later(inner, 'mark', { n: 1 });
    throw new TypeError('after all');
  });
  await expect(rolledBack).rejects.toThrow('after all');
  await transaction(ctx, (inner) => later(inner, 'mark', { n: 2, last: true }));
  await both;
  expect(done).toEqual([{ n: 2, last: true }]);
  await subgraph.stop();
});

test('what is of other kinds wakes nobody, and is passed by without writing down each step', async () => {
  // No look of the clock's comes in between.
  vi.useFakeTimers({ toFake: ['setInterval'] });
  const service = await testSubgraph(await notes());
  const event: LogEvent = {
    ...{ kind: 'noteAdded', stream: 'note:1', seq: 1, cursor: '', data: {}, actorId: null, at: new Date(0) },
  };
  const taken = Promise.withResolvers<readonly LogEvent[]>();
  const taking = consumer('others', ['noteAdded'], (_ctx, events) => {
    taken.resolve(events);
    return Promise.resolve();
  });
  const { database } = service.runtime;
  const written = async () =>
    (await select<{ position: string | null }>(database.manager, 'select position from consumer_position'))[0]
      ?.position;
  const script: FeedBatch[] = [];
  const reads: unknown[] = [];
  let wake: (kinds: readonly string[] | null) => void = () => undefined;
  const feed: Feed = {
    async read(after) {
      reads.push([after, await written()]);
      return script.shift() ?? { events: [], position: after, more: false, held: false };
    },
    onWake(listener) {
      wake = listener;
      return () => undefined;
    },
  };
  const contextOf = () => service.runtime.context(systemCaller('test'));
  const running = runConsumer(taking, feed, contextOf, createLogger('test', 'silent'));
  await running.drain();
  wake(['noteRemoved']);
  await running.drain();
  expect(reads).toHaveLength(3);
  const passed = { events: [], more: true, held: false };
  script.push({ ...passed, position: '1 1 a' }, { ...passed, position: '2 1 a' });
  script.push({ events: [event], position: '3 1 a', more: false, held: false });
  wake(['noteRemoved', 'noteAdded']);
  expect(await taken.promise).toEqual([event]);
  await running.drain();
  expect(reads.slice(3, 6)).toEqual([
    [null, null],
    ['1 1 a', null],
    ['2 1 a', null],
  ]);
  expect(await written()).toBe('3 1 a');
  await running.stop();
  await service.stop();
  vi.useRealTimers();
});
