import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { append, readStream } from '../src/log.js';
import { openDatabase } from '../src/database.js';
import { memoryBus, type FeedBatch, type LogEvent } from '../src/index.js';
import { localFeed, type Feed } from '../src/feed.js';
import { throwawayDatabase, type ThrowawayDatabase } from '../src/testing/index.js';

const WRITERS = 20;
const STREAMS = 10;
const ROUNDS = 10;
let home: ThrowawayDatabase;
let database: DataSource;

beforeAll(async () => {
  home = await throwawayDatabase();
  database = await openDatabase({
    url: home.url,
    schema: 'orders',
    tables: [],
    migrations: [],
    poolSize: WRITERS + 2,
  });
});
afterAll(async () => {
  await database.destroy();
  await home.drop();
});

const nameOf = ({ stream, seq }: LogEvent): string => `${stream} ${String(seq)}`;

/** Reads until so many have come: a transaction of another test file on the same server may hold them back. */
async function readUntil(feed: Feed, after: string | null, count: number): Promise<readonly LogEvent[]> {
  const batch = await feed.read(after, ['made'], 100);
  return batch.events.length < count ? readUntil(feed, after, count) : batch.events;
}

/** Where the log ends now: after an event that is told from all others. */
async function endOf(feed: Feed): Promise<string | null> {
  const [mark] = await append(database.manager, [
    { stream: 'marks', kind: 'mark', data: {}, actorId: null, region: null },
  ]);
  let position: string | null = null;
  for (;;) {
    const batch: FeedBatch = await feed.read(position, ['mark'], 1);
    ({ position } = batch);
    if (batch.events[0]?.seq === mark?.seq) return position;
  }
}

/** One transaction of a writer: two streams, always in the same order, so that writers do not wait for each other. */
async function write(writer: number, round: number): Promise<void> {
  const first = (writer + round) % STREAMS;
  const second = (first * 7 + round) % STREAMS;
  const streams = [...new Set([first, second])].sort((a, b) => a - b);
  await database.transaction(async (db) => {
    for (const stream of streams) {
      const data = { writer, round };
      const event = { stream: `s${String(stream)}`, kind: 'made', data, actorId: null, region: null };
      await append(db, [event]);
    }
    // Some never happened: their positions must go to others.
    if ((writer + round) % 5 === 0) throw new RangeError('rolled back');
  });
}

test('a transaction that began early and comes to a stream late is read after those before it', async () => {
  const feed = localFeed(database, memoryBus(), 'orders');
  const beforeIt = await endOf(feed);
  const early = database.createQueryRunner();
  await early.startTransaction();
  const event = (stream: string) => ({ stream, kind: 'made', data: {}, actorId: null, region: null });
  await append(early.manager, [event('elsewhere')]);
  await append(database.manager, [event('both')]);
  await append(early.manager, [event('both')]);
  await early.commitTransaction();
  await early.release();
  expect((await readUntil(feed, beforeIt, 3)).map(nameOf)).toEqual(['elsewhere 1', 'both 1', 'both 2']);
});

test('transactions are ordered by number, also where their ids grow by a digit', async () => {
  const feed = localFeed(database, memoryBus(), 'orders');
  for (const [seq, xid] of [97, 98, 99, 100, 101].entries()) {
    await database.query(
      `insert into log (stream, seq, kind, data, xid) values ('digits', $1, 'counted', '{}', $2::text::xid8)`,
      [seq + 1, xid],
    );
  }
  const seen: number[] = [];
  let position: string | null = '96 0 ';
  while (seen.length < 5) {
    const batch = await feed.read(position, ['counted'], 2);
    seen.push(...batch.events.map(({ seq }) => seq));
    if (!batch.more) break;
    ({ position } = batch);
  }
  expect(seen).toEqual([1, 2, 3, 4, 5]);
});

test('20 writers on 10 streams: every position is taken once, none is left out, and times follow positions', async () => {
  const feed = localFeed(database, memoryBus(), 'orders');
  const heard = new Map<string, number[]>();
  let position: string | null = null;
  let total = 0;
  const listen = async () => {
    const batch = await feed.read(position, ['made'], 50);
    const own = batch.events.filter(({ stream }) => /^s[0-9]$/.test(stream));
    for (const { stream, seq } of own) heard.set(stream, [...(heard.get(stream) ?? []), seq]);
    ({ position } = batch);
    total += own.length;
  };
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await write(writer, round).catch((error: unknown) => {
        // A rolled back write is part of the plan; anything else is a fault.
        if (!(error instanceof RangeError)) throw error;
      });
    }
  });
  const written = new AbortController();
  const listening = (async () => {
    while (!written.signal.aborted) await listen();
  })();
  await Promise.all(writers);
  written.abort();
  await listening;

  const [{ count }]: [{ count: number }] = await database.query(
    `select count(*)::int as count from log where stream ~ '^s[0-9]$'`,
  );
  expect(count).toBeGreaterThan(WRITERS * ROUNDS);
  while (total < count) await listen();
  for (let stream = 0; stream < STREAMS; stream += 1) {
    const rows = await readStream(database.manager, `s${String(stream)}`, 0, 1_000);
    const positions = Array.from(rows, (_, index) => index + 1);
    expect(rows.map(({ seq }) => seq)).toEqual(positions);
    expect(rows.map(({ at }) => at.getTime())).toEqual(
      rows.map(({ at }) => at.getTime()).sort((a, b) => a - b),
    );
    // The commit order of the whole log keeps the order of each stream, although it was read while being written.
    expect(heard.get(`s${String(stream)}`)).toEqual(positions);
  }
  expect(total).toBe(count);
});
