import { afterEach, expect, test } from 'vitest';
import { type Runtime, consumer, memoryBus, startSubgraph, type Feed } from '../src/index.js';
import { aViewer, asViewer, testSubgraph, throwawayDatabase } from '../src/testing/index.js';
import { WRITE, aNote, notes } from './notes.js';

const me = aViewer();
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** Notes, and as many replicas of what follows them as wanted, none of which is ever woken. */
async function followed(replicas: number, handle: () => Promise<void>, feed?: (real: Feed) => Feed) {
  const source = await testSubgraph(await notes(), { bus: memoryBus() });
  const database = await throwawayDatabase();
  stops.push(
    () => source.stop(),
    () => database.drop(),
  );
  const taking = consumer('notes', ['noteAdded'], handle);
  const definition = { ...(await notes({ consumers: [taking] })), name: 'reader' };
  const read = feed?.(source.runtime.feed) ?? source.runtime.feed;
  const feeds = { notes: { ...read, onWake: () => () => undefined } };
  const readers: Runtime[] = [];
  for (let n = 0; n < replicas; n += 1) {
    const reader = await startSubgraph(definition, { databaseUrl: database.url, bus: memoryBus(), feeds });
    stops.push(() => reader.stop());
    readers.push(reader);
  }
  return { source, readers, write: (words: string) => asViewer(source, me).run(WRITE, aNote(words)) };
}

test('whoever catches up knows what was told before, although nobody was woken', async () => {
  let taken = 0;
  const { readers, write } = await followed(1, () => {
    taken += 1;
    return Promise.resolve();
  });
  await write('one');
  expect(await readers[0]?.catchUp('notes')).toBe(true);
  expect(taken).toBe(1);
  await write('two');
  expect(await Promise.all([readers[0]?.catchUp('notes'), readers[0]?.catchUp('notes')])).toEqual([
    true,
    true,
  ]);
  expect(taken).toBe(2);
});

test('it waits for another replica that is at it, and does not take the same again', async () => {
  const { promise: atIt, resolve: isAtIt } = Promise.withResolvers<undefined>();
  const { promise: goOn, resolve: go } = Promise.withResolvers<undefined>();
  let taken = 0;
  const { readers, write } = await followed(2, async () => {
    taken += 1;
    isAtIt(undefined);
    await goOn;
  });
  await write('one');
  const [one, second] = readers;
  if (!one || !second) throw new Error('Two replicas were asked for');
  const first = one.catchUp('notes');
  await atIt;
  let isOver = false;
  const waiting = second.catchUp('notes').then((answer) => {
    isOver = true;
    return answer;
  });
  // It asks PostgreSQL for the row that the first one holds.
  await expect
    .poll(async () => {
      const locked: unknown[] = await second.database.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return locked.length;
    })
    .toBe(1);
  expect(isOver).toBe(false);
  go(undefined);
  expect([await first, await waiting, taken]).toEqual([true, true, 1]);
});

test('it says where the source cannot be reached, an event fails, or nobody takes that in', async () => {
  const away = await followed(
    1,
    () => Promise.resolve(),
    () => ({ read: () => Promise.reject(new Error('away')), onWake: () => () => undefined }),
  );
  expect(await away.readers[0]?.catchUp('notes')).toBe(false);
  expect(await away.readers[0]?.catchUp('nobody')).toBe(true);
  const failing = await followed(1, () => Promise.reject(new TypeError('fails')));
  await failing.write('one');
  expect(await failing.readers[0]?.catchUp('notes')).toBe(false);
});
