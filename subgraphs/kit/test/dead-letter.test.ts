import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AppError, type Feed, newId, systemCaller, unavailable } from '../src/index.js';
import { discardDeadLetter, replayDeadLetter } from '../src/dead-letter.js';
import { reading, type Afterwards, type Reading } from './reader.js';

/** Tries as a whole, and one more that goes event by event. */
const UNTIL_SET_ASIDE = 6;

let here: Reading;
/** What happens after each word; what is set here ends with the test. */
let afterwards: Afterwards;
/** Whether the feed answers. */
let silent: boolean;

const through = (feed: Feed): Feed => ({
  ...feed,
  read: (...asked) => (silent ? Promise.reject(new Error('gone')) : feed.read(...asked)),
});

beforeAll(async () => {
  here = await reading((...took) => afterwards(...took), through);
});
afterAll(() => here.stop());

/** Words that cannot be taken in as long as they are in here. */
const poison = new Set<string>();

beforeEach(() => {
  poison.clear();
  silent = false;
  afterwards = (word) => {
    if (poison.has(word)) throw new TypeError(`cannot stand ${word}`);
  };
});
afterEach(async () => {
  // Whatever a test left to be taken in or set aside is none of the next one's business.
  await here.reader.runtime.database.query(
    `truncate taken, dead_letter; update consumer_position set failures = 0, singles = 0`,
  );
});

interface Letter {
  readonly id: string;
  readonly word: string;
  readonly error: string | null;
  readonly attempts: number;
}

const letters = (): Promise<Letter[]> =>
  here.reader.runtime.database.query(
    `select id, data->>'word' as word, error, attempts from dead_letter order by place`,
  );

const product = () => here.reader.runtime.context(systemCaller('test'));
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error as AppError).extensions['code'],
  );

async function idOf(word: string): Promise<string> {
  return (await letters()).find((letter) => letter.word === word)?.id ?? '';
}

test('an event that fails is set aside; its successors wait, all others go on', async () => {
  poison.add('bad');
  await here.sayAll([
    ['one', 'a'],
    ['bad', 'b'],
    ['behind', 'b'],
    ['two', 'a'],
  ]);
  await here.look(UNTIL_SET_ASIDE);
  expect(await here.taken()).toEqual(['one', 'two']);
  expect(await letters()).toEqual([
    { id: expect.any(String) as string, word: 'bad', error: 'TypeError: cannot stand bad', attempts: 6 },
    { id: expect.any(String) as string, word: 'behind', error: null, attempts: 0 },
  ]);
  await here.say('three', 'a');
  await here.say('behind too', 'b');
  await here.look();
  expect(await here.taken()).toEqual(['one', 'two', 'three']);
  expect((await letters()).map(({ word }) => word)).toEqual(['bad', 'behind', 'behind too']);
});

test('an event whose effect cannot be announced is set aside too', async () => {
  // JSON may hold it, jsonb may not.
  afterwards = (word, ctx) => ctx.events.publish('echo', 'heard', { word: `${word}\u0000` });
  await here.say('mute', 'a');
  await here.look(UNTIL_SET_ASIDE);
  expect((await letters()).map(({ word }) => word)).toEqual(['mute']);
  expect(await codeOf(replayDeadLetter(product(), await idOf('mute')))).toBe('CONFLICT');
  expect(await here.taken()).toEqual([]);
});

describe('once its cause is gone', () => {
  async function setAside(): Promise<void> {
    poison.add('bad');
    await here.say('bad', 'b');
    await here.say('behind', 'b');
    await here.look(UNTIL_SET_ASIDE);
    await here.say('behind too', 'b');
    await here.look();
  }

  test('a replay takes it in, and what waited follows in order', async () => {
    await setAside();
    poison.clear();
    await replayDeadLetter(product(), await idOf('bad'));
    expect(await here.taken()).toEqual(['bad']);
    await here.say('new', 'b');
    await here.look();
    expect(await here.taken()).toEqual(['bad', 'behind', 'behind too', 'new']);
    expect(await letters()).toEqual([]);
  });

  test('a discard leaves it out, and what waited follows in order', async () => {
    await setAside();
    await discardDeadLetter(product(), await idOf('bad'));
    await here.look();
    expect(await here.taken()).toEqual(['behind', 'behind too']);
    expect(await letters()).toEqual([]);
  });

  test('what waits may neither be replayed nor discarded before it', async () => {
    await setAside();
    for (const act of [replayDeadLetter, discardDeadLetter]) {
      expect(await codeOf(act(product(), await idOf('behind')))).toBe('CONFLICT');
    }
    expect(await here.taken()).toEqual([]);
    expect(await letters()).toHaveLength(3);
  });

  test('a waiting one that fails in its turn stays first of the rest', async () => {
    await setAside();
    poison.clear();
    poison.add('behind');
    await replayDeadLetter(product(), await idOf('bad'));
    await here.look(3);
    expect(await here.taken()).toEqual(['bad']);
    expect((await letters()).map(({ word, attempts }) => [word, attempts])).toEqual([
      ['behind', 1],
      ['behind too', 0],
    ]);
  });
});

test('a replay that fails leaves no effect, and the letter says how it failed', async () => {
  poison.add('bad');
  await here.say('bad', 'b');
  await here.look(UNTIL_SET_ASIDE);
  expect(await codeOf(replayDeadLetter(product(), await idOf('bad')))).toBe('CONFLICT');
  expect(await here.taken()).toEqual([]);
  expect((await letters()).map(({ attempts }) => attempts)).toEqual([7]);
  expect(await codeOf(replayDeadLetter(product(), newId('dead_letter')))).toBe('NOT_FOUND');
});

test('after a failure the batch is left alone for a while, and then taken without anybody asking', async () => {
  poison.add('slow');
  await here.say('slow', 'a');
  await here.look();
  poison.clear();
  const [row]: { pause: number }[] = await here.reader.runtime.database.query(
    `select extract(epoch from retry_at - now())::float8 * 1000 as pause from consumer_position`,
  );
  expect(row?.pause).toBeGreaterThan(0);
  await expect.poll(() => here.taken(), { timeout: 10_000 }).toEqual(['slow']);
  expect(await letters()).toEqual([]);
});

describe('what is away is not the event’s fault', () => {
  test('a database that ends the connection', async () => {
    let ends = 10;
    afterwards = async (_word, ctx) => {
      ends -= 1;
      if (ends >= 0) await ctx.db.query('select pg_terminate_backend(pg_backend_pid())');
    };
    await here.say('one', 'a');
    await here.look(10);
    expect(ends).toBeLessThanOrEqual(0);
    expect(await letters()).toEqual([]);
    await here.look();
    expect(await here.taken()).toEqual(['one']);
  });

  test('another service that is unavailable', async () => {
    let refusals = 10;
    afterwards = () => {
      refusals -= 1;
      if (refusals >= 0) throw unavailable('Come back later');
    };
    await here.say('one', 'a');
    await here.look(11);
    expect(await letters()).toEqual([]);
    expect(await here.taken()).toEqual(['one']);
  });

  test('a source that does not answer', async () => {
    silent = true;
    await here.say('one', 'a');
    await here.look(10);
    silent = false;
    await here.look();
    expect(await letters()).toEqual([]);
    expect(await here.taken()).toEqual(['one']);
  });
});
