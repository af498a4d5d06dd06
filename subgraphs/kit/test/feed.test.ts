import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { feedTopic, httpFeed, localFeed, type Feed } from '../src/feed.js';
import { append } from '../src/log.js';
import { memoryBus, readConfig, serve, serviceConfig, type FeedBatch, type Serving } from '../src/index.js';
import { throwawayDatabase, type ThrowawayDatabase } from '../src/testing/index.js';
import { notes } from './notes.js';

const PROOF_SECRET = 'a secret of the gateway, 32 characters long';
const KINDS = ['noteAdded'];
const bus = memoryBus();
let database: ThrowawayDatabase;
let service: Serving;

beforeAll(async () => {
  database = await throwawayDatabase();
  service = await serve(
    await notes(),
    readConfig(serviceConfig, { PORT: '0', DATABASE_URL: database.url, PROOF_SECRET, LOG_LEVEL: 'error' }),
  );
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

/** A transaction that appends at once and commits when told. */
async function appending(source: DataSource, stream: string, noteId: string) {
  const runner = source.createQueryRunner();
  await runner.startTransaction();
  await append(runner.manager, [
    { stream, kind: 'noteAdded', data: { noteId }, actorId: null, region: null },
  ]);
  return {
    async commit() {
      await runner.commitTransaction();
      await runner.release();
    },
  };
}

async function committed(source: DataSource, stream: string, noteId: string): Promise<void> {
  const transaction = await appending(source, stream, noteId);
  await transaction.commit();
}

/** All that may be read after a position, in batches of `limit`. */
async function readAll(feed: Feed, after: string | null, limit = 2) {
  const seen: unknown[] = [];
  let position = after;
  let more = true;
  while (more) {
    const batch = await feed.read(position, KINDS, limit);
    seen.push(...batch.events.map(({ data }) => data['noteId']));
    ({ more, position } = batch);
  }
  return { seen, position };
}

/** Reads until so many have come. */
async function readSome(feed: Feed, after: string | null, count: number, limit = 2) {
  const seen: unknown[] = [];
  let position = after;
  while (seen.length < count) {
    const batch = await readAll(feed, position, limit);
    seen.push(...batch.seen);
    ({ position } = batch);
  }
  return { seen, position };
}

/** Where the log ends now: after an event that is told from all others. */
async function endOf(feed: Feed): Promise<string | null> {
  const mark = randomUUID();
  await committed(service.runtime.database, 'marks', mark);
  let position: string | null = null;
  for (;;) {
    const batch: FeedBatch = await feed.read(position, KINDS, 1);
    ({ position } = batch);
    if (batch.events[0]?.data['noteId'] === mark) return position;
  }
}

const feeds: readonly [string, () => Feed][] = [
  ['in this process', () => localFeed(service.runtime.database, bus, 'notes')],
  ['over HTTP', () => httpFeed({ urls: [service.url], subgraph: 'notes', proofSecret: PROOF_SECRET, bus })],
];

describe.each(feeds)('a feed %s', (where, open) => {
  const named = (name: string) => `${name} ${where}`;

  test('is read in commit order, and nothing that commits late is passed', async () => {
    const feed = open();
    const source = service.runtime.database;
    const start = await endOf(feed);
    const late = await appending(source, named('a late stream'), 'late');
    await committed(source, named('a quick stream'), 'quick');
    const fenced = await readAll(feed, start);
    expect(fenced.seen).toEqual([]);
    await late.commit();
    const rest = await readSome(feed, fenced.position, 2);
    expect(rest.seen).toEqual(['late', 'quick']);
    expect((await readAll(feed, rest.position)).seen).toEqual([]);
  });

  test('waits for no transaction of another database', async () => {
    const neighbour = await throwawayDatabase();
    const other = await new DataSource({ type: 'postgres', url: neighbour.url }).initialize();
    const runner = other.createQueryRunner();
    await runner.startTransaction();
    await runner.query('create table held (id int)');
    const feed = open();
    const start = await endOf(feed);
    await committed(service.runtime.database, named('beside it'), 'free');
    expect(await feed.read(start, KINDS, 2)).toMatchObject({
      events: [{ data: { noteId: 'free' } }],
      held: false,
    });
    await runner.rollbackTransaction();
    await runner.release();
    await other.destroy();
    await neighbour.drop();
  });

  test('says that what comes next is held, and by that alone', async () => {
    const feed = open();
    const source = service.runtime.database;
    const start = await endOf(feed);
    expect(await feed.read(start, KINDS, 2)).toMatchObject({ events: [], held: false });
    const late = await appending(source, named('a holding stream'), 'late');
    expect(await feed.read(start, KINDS, 2)).toMatchObject({ events: [], held: false });
    await committed(source, named('a held stream'), 'quick');
    expect(await feed.read(start, KINDS, 2)).toMatchObject({ events: [], held: true });
    await late.commit();
    expect(await feed.read(start, KINDS, 2)).toMatchObject({
      events: [{ data: { noteId: 'late' } }, { data: { noteId: 'quick' } }],
      held: false,
    });
  });

  test('goes on from where it was', async () => {
    const feed = open();
    const source = service.runtime.database;
    const position = await endOf(feed);
    await committed(source, named('one'), 'one');
    const first = await readSome(feed, position, 1);
    await committed(source, named('two words'), 'two');
    const second = await readSome(feed, first.position, 1);
    expect([...first.seen, ...second.seen]).toEqual(['one', 'two']);
    expect((await readAll(feed, second.position)).seen).toEqual([]);
  });

  test('tells when there may be more', async () => {
    const heard = Promise.withResolvers<undefined>();
    const told: unknown[] = [];
    const leave = open().onWake((kinds) => {
      if (told.push(kinds) === 2) heard.resolve(undefined);
    });
    await bus.publish(feedTopic('notes'), { kinds: ['noteAdded'] });
    await bus.publish(feedTopic('notes'), {});
    await heard.promise;
    leave();
    expect(told).toEqual([['noteAdded'], null]);
  });
});
