import { rateLimited, type Logger } from '@parley/kit';
import type { GatewayConfig } from '../config.js';
import { timeOf, type Bucket, type Counter } from './bucket.js';
import { LeasingCounter } from './leasing-counter.js';
import { LocalCounter } from './local-counter.js';
import { SharedPoints } from './shared-points.js';
import { allowancesOf, bucketsOf, type Spender } from './spender.js';

/** What a caller may still spend, by the bucket that has the least. */
export interface Balance {
  readonly left: number;
  /** Points that come back each second. */
  readonly restorePerSecond: number;
}

/** How a caller stands, by the bucket that has the least. */
export interface Standing {
  /** Points they may spend a minute. */
  readonly limit: number;
  readonly left: number;
  /** When all of it is there again, if nothing is spent meanwhile. */
  readonly resetAt: Date;
}

/** What one caller spends from. */
export interface Purse {
  /**
   * Costs nothing, so that whoever has nothing left is refused before anything is done for them.
   * @throws AppError RATE_LIMITED with the seconds to wait
   */
  check(): void;
  /** @throws AppError RATE_LIMITED with the seconds to wait */
  spend(points: number): Promise<void>;
  /** Takes points whether they are there or not: what is missing is owed. */
  charge(points: number): void;
  /** Gives back what was spent and not needed. */
  refund(points: number): void;
  /** As far as is known here, at no cost. */
  balance(): Balance;
}

/** Points per minute that callers may spend; see cost.ts for what costs what, spender.ts for who has which buckets. */
export interface RateLimits {
  purseOf(who: Spender): Purse;
  /** How a caller stands; asking costs nothing here. */
  standing(who: Spender): Promise<Standing>;
  /** Resolves when Redis is connected, or is known to be down. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Counted in Redis when there is one, so that all gateways share the count; else, or while it is down, here. */
export function rateLimits(config: GatewayConfig, logger: Logger): RateLimits {
  const allowances = allowancesOf(config);
  const counter = counterFor(config.REDIS_URL, logger);
  return {
    purseOf: (who) => new CountedPurse(counter, bucketsOf(who, allowances)),
    standing: async (who) => {
      const buckets = bucketsOf(who, allowances);
      const { bucket, left } = tightest(buckets, await counter.look(buckets));
      const missingMs = timeOf(bucket, bucket.perMinute - left);
      return { limit: bucket.perMinute, left, resetAt: new Date(Date.now() + missingMs) };
    },
    start: () => counter.start(),
    stop: () => counter.stop(),
  };
}

class CountedPurse implements Purse {
  constructor(
    private readonly counter: Counter,
    private readonly buckets: readonly Bucket[],
  ) {}

  check(): void {
    const { bucket, left } = tightest(this.buckets, this.counter.glance(this.buckets));
    if (left < 1) throw refusal(timeOf(bucket, 1));
  }

  async spend(points: number): Promise<void> {
    const taking = await this.counter.take(this.buckets, points);
    if (taking.short >= 0) throw refusal(taking.waitMs);
  }

  charge(points: number): void {
    this.counter.giveBack(this.buckets, -points);
  }

  refund(points: number): void {
    this.counter.giveBack(this.buckets, points);
  }

  balance(): Balance {
    const { bucket, left } = tightest(this.buckets, this.counter.glance(this.buckets));
    return { left, restorePerSecond: Math.round(bucket.perMinute / 0.6) / 100 };
  }
}

function counterFor(redisUrl: string | undefined, logger: Logger): Counter {
  const alone = new LocalCounter();
  return redisUrl ? new LeasingCounter(new SharedPoints(redisUrl), alone, logger) : alone;
}

/** The bucket that has the least: it is what decides. */
function tightest(buckets: readonly Bucket[], left: readonly number[]): { bucket: Bucket; left: number } {
  const least = Math.min(...left);
  const bucket = buckets[left.indexOf(least)];
  if (!bucket) throw new TypeError('Nobody spends without a bucket');
  return { bucket, left: least };
}

function refusal(waitMs: number): Error {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return rateLimited(`Too many requests; try again in ${String(seconds)} seconds`, seconds);
}
