import { rateLimited, type Viewer } from '@parley/kit';
import { Redis } from 'ioredis';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import type { GatewayConfig } from '../config.js';

/** Who spends: a viewer, or an address without one. */
export interface Spender {
  readonly viewer: Viewer | null;
  readonly ip: string;
}

/** What a caller may still spend. */
export interface Standing {
  /** Points they may spend a minute. */
  readonly limit: number;
  readonly left: number;
  /** When all of it is there again, if nothing is spent meanwhile. */
  readonly resetAt: Date;
}

/** Points per minute that a session, or an address without one, may spend; see cost.ts for what costs what. */
export interface RateLimits {
  /** @throws AppError RATE_LIMITED with the seconds to wait; otherwise tells how many points are left */
  spend(who: Spender, points: number): Promise<{ readonly left: number }>;
  /** How a caller stands; asking costs nothing here. */
  standing(who: Spender): Promise<Standing>;
  /** Resolves when Redis is connected, or is known to be down. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const MINUTE = 60;
/** A Redis that takes commands and answers none is as good as down. */
const COMMAND_MS = 300;

/** Counted in Redis when there is one, so that all gateways share the count; else, or while it is down, here. */
export function rateLimits(config: GatewayConfig): RateLimits {
  const redis = config.REDIS_URL
    ? new Redis(config.REDIS_URL, {
        enableOfflineQueue: false,
        lazyConnect: true,
        commandTimeout: COMMAND_MS,
      })
    : null;
  // A Redis that is down makes this process count alone; the limiter falls back by itself.
  redis?.on('error', () => undefined);
  const limiter = (keyPrefix: string, points: number): RateLimiterAbstract => {
    const here = new RateLimiterMemory({ keyPrefix, points, duration: MINUTE });
    if (!redis) return here;
    return new RateLimiterRedis({
      storeClient: redis,
      keyPrefix,
      points,
      duration: MINUTE,
      insuranceLimiter: here,
    });
  };
  const sessions = limiter('parley:rate:session', config.RATE_SESSION_PER_MINUTE);
  const addresses = limiter('parley:rate:address', config.RATE_ANONYMOUS_PER_MINUTE);
  const counterOf = ({ viewer, ip }: Spender) =>
    viewer ? ([sessions, viewer.sessionId ?? viewer.id] as const) : ([addresses, ip] as const);
  return {
    spend: (who, points) => spend(...counterOf(who), points),
    standing: (who) => standing(...counterOf(who)),
    start: async () => {
      await redis?.connect().catch(() => undefined);
    },
    stop: async () => {
      await redis?.quit().catch(() => undefined);
    },
  };
}

async function spend(limiter: RateLimiterAbstract, key: string, points: number): Promise<{ left: number }> {
  try {
    const { remainingPoints } = await limiter.consume(key, Math.max(1, points));
    return { left: remainingPoints };
  } catch (refusal) {
    // The limiter refuses by throwing its answer; anything else is a fault of ours.
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
    throw rateLimited(`Too many requests; try again in ${String(seconds)} seconds`, seconds);
  }
}

async function standing(limiter: RateLimiterAbstract, key: string): Promise<Standing> {
  const counted = await limiter.get(key);
  return {
    limit: limiter.points,
    left: Math.max(0, counted?.remainingPoints ?? limiter.points),
    resetAt: new Date(Date.now() + Math.max(0, counted?.msBeforeNext ?? 0)),
  };
}

/** A client that comes back subscribes to everything at once. */
const BURST_SECONDS = 5;

/** How many messages a socket may send a second, with five seconds' worth in a burst. */
export class TokenBucket {
  private tokens: number;
  private filledAt = performance.now();

  constructor(private readonly perSecond: number) {
    this.tokens = perSecond * BURST_SECONDS;
  }

  take(): boolean {
    const now = performance.now();
    this.tokens = Math.min(
      this.perSecond * BURST_SECONDS,
      this.tokens + ((now - this.filledAt) / 1_000) * this.perSecond,
    );
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
