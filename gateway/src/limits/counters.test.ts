import { randomUUID } from 'node:crypto';
import { createLogger } from '@parley/kit';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasRedis, RedisServer } from '../../test/redis-server.js';
import type { Bucket, Counter } from './bucket.js';
import { LeasingCounter } from './leasing-counter.js';
import { LocalCounter } from './local-counter.js';
import { SharedPoints } from './shared-points.js';

const logger = createLogger('test', 'silent');
const aBucket = (perMinute: number): Bucket => ({ key: randomUUID(), perMinute });

let server: RedisServer | null = null;
const open: Counter[] = [];

beforeAll(async () => {
  if (hasRedis) server = await RedisServer.start();
});
afterAll(() => server?.stop());
afterEach(async () => {
  await Promise.all(open.splice(0).map((counter) => counter.stop()));
});

async function started<C extends Counter>(counter: C): Promise<C> {
  await counter.start();
  open.push(counter);
  return counter;
}

const here = () => started(new LocalCounter());
const together = () =>
  started(new LeasingCounter(new SharedPoints(server?.url ?? ''), new LocalCounter(), logger));

const KINDS: [string, () => Promise<Counter>][] = [['in this process', here]];
if (hasRedis) KINDS.push(['for all gateways', together]);

describe.each(KINDS)('counting %s', (_where, make) => {
  test('a bucket gives what it holds, and says when it has what it lacks', async () => {
    const counter = await make();
    // A point every six seconds: none comes back while this runs.
    const bucket = aBucket(10);
    expect(counter.glance([bucket])).toEqual([10]);
    expect(await counter.take([bucket], 7)).toMatchObject({ short: -1 });
    expect(await counter.look([bucket])).toEqual([3]);
    expect(await counter.take([bucket], 3)).toMatchObject({ short: -1 });
    const { short, waitMs } = await counter.take([bucket], 5);
    expect(short).toBe(0);
    expect(waitMs).toBeGreaterThan(29_000);
    expect(waitMs).toBeLessThanOrEqual(30_000);
  });

  test('what is spent comes back as time passes', async () => {
    const counter = await make();
    const bucket = aBucket(6_000);
    await counter.take([bucket], 6_000);
    expect(counter.glance([bucket])[0]).toBeLessThan(20);
    await expect.poll(async () => (await counter.look([bucket]))[0]).toBeGreaterThanOrEqual(20);
  });

  test('it is taken from all buckets or from none; whoever is refused pays a point', async () => {
    const counter = await make();
    const [wide, narrow] = [aBucket(100), aBucket(10)];
    await counter.take([narrow], 5);
    const refusal = await counter.take([wide, narrow], 8);
    expect(refusal.short).toBe(1);
    expect(await counter.look([wide, narrow])).toEqual([99, 4]);
    expect(await counter.take([wide, narrow], 4)).toMatchObject({ short: -1 });
    expect(await counter.look([wide, narrow])).toEqual([95, 0]);
  });

  test('what was not needed is there again, and never more than a full bucket', async () => {
    const counter = await make();
    const bucket = aBucket(10);
    await counter.take([bucket], 8);
    counter.giveBack([bucket], 6);
    expect(await counter.look([bucket])).toEqual([8]);
    expect(await counter.take([bucket], 8)).toMatchObject({ short: -1 });
    counter.giveBack([bucket], 10);
    counter.giveBack([bucket], 10);
    expect(counter.glance([bucket])).toEqual([10]);
  });

  test('what is dearer than a full bucket is had for a full one', async () => {
    const counter = await make();
    const bucket = aBucket(10);
    expect(await counter.take([bucket], 5_000)).toMatchObject({ short: -1 });
    expect(await counter.look([bucket])).toEqual([0]);
  });
});

describe.runIf(hasRedis)('gateways that count together', () => {
  test('one operation is one round trip, whatever the number of buckets, and most are none', async () => {
    const counter = await together();
    const watcher = new Redis(server?.url ?? '');
    const buckets = [aBucket(6_000), aBucket(12_000), aBucket(600_000)];
    const asked = async (): Promise<number> => {
      const stats = await watcher.info('commandstats');
      return Number(/cmdstat_evalsha:calls=(\d+)/.exec(stats)?.[1] ?? 0);
    };
    await counter.take(buckets, 1);
    const before = await asked();
    // A hundred points are a second's worth of the narrowest; the first take brought them.
    for (let n = 0; n < 100; n += 1) expect(counter.take(buckets, 1)).toMatchObject({ short: -1 });
    expect(await asked()).toBe(before);
    await counter.take(buckets, 1);
    expect(await asked()).toBe(before + 1);
    await watcher.quit();
  });

  test('never give more than the limit, however many ask at once', async () => {
    const gateways = await Promise.all([together(), together(), together()]);
    const bucket = aBucket(3_000);
    const began = performance.now();
    const take = async (n: number) => {
      const taking = await gateways[n % 3]?.take([bucket], 1 + (n % 3));
      return taking?.short === -1 ? 1 + (n % 3) : 0;
    };
    const rounds = await Promise.all(Array.from({ length: 4_000 }, (_, n) => take(n)));
    const given = rounds.reduce((sum, points) => sum + points, 0);
    const restored = ((performance.now() - began) / 1_000) * 50;
    expect(given).toBeLessThanOrEqual(3_000 + restored);
    // Two other gateways may hold a second's worth each; and every refusal of this flood costs a point.
    expect(given).toBeGreaterThan(1_500);
  });

  test('what one gateway holds and nobody uses is there for the others a moment later', async () => {
    const [one, other] = await Promise.all([together(), together()]);
    const bucket = aBucket(6_000);
    const began = performance.now();
    await one.take([bucket], 3_000);
    // So much is left of it when nobody holds anything in advance.
    const dueNow = () => 3_000 + Math.floor((performance.now() - began) / 10);
    const [left = 0] = await other.look([bucket]);
    expect(left).toBeGreaterThanOrEqual(2_900);
    expect(left).toBeLessThan(dueNow() - 50);
    await expect
      .poll(async () => dueNow() - ((await other.look([bucket]))[0] ?? 0), { timeout: 5_000 })
      .toBeLessThan(10);
  });

  test.each([
    ['is gone', (redis: RedisServer) => redis.stop(), (redis: RedisServer) => redis.begin()],
    ['answers nothing', (redis: RedisServer) => redis.suspend(), (redis: RedisServer) => redis.resume()],
  ])(
    'count alone while Redis %s, and together again after',
    { timeout: 20_000 },
    async (_what, lose, back) => {
      const redis = await RedisServer.start();
      const make = () => started(new LeasingCounter(new SharedPoints(redis.url), new LocalCounter(), logger));
      const [one, other] = await Promise.all([make(), make()]);
      await lose(redis);
      const bucket = aBucket(10);
      const began = performance.now();
      expect(await one.take([bucket], 10)).toMatchObject({ short: -1 });
      expect(await other.take([bucket], 10)).toMatchObject({ short: -1 });
      expect(await one.take([bucket], 10)).toMatchObject({ short: 0 });
      expect(performance.now() - began).toBeLessThan(1_000);
      await back(redis);
      const fresh = aBucket(10);
      const shares = async () => {
        const mine = aBucket(10);
        await one.take([mine], 4);
        return other.look([mine]);
      };
      await expect.poll(shares, { timeout: 10_000 }).toEqual([6]);
      expect(await one.look([fresh])).toEqual([10]);
      await Promise.all([one.stop(), other.stop()]);
      await redis.stop();
    },
  );
});
