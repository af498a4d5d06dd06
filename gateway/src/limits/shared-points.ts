import { Redis } from 'ioredis';
import type { Bucket } from './bucket.js';

/** Points wanted from a bucket. */
export interface Wanted {
  readonly bucket: Bucket;
  /** Without these nothing is taken from any bucket. */
  readonly need: number;
  /** As many of these as there are. */
  readonly want: number;
}

/** What Redis answered for one bucket. */
export interface Granted {
  readonly taken: number;
  /** How long until the bucket is full, milliseconds. */
  readonly fullInMs: number;
}

/** What Redis answered. */
export interface Grant {
  /** Index of the bucket that lacks the most, -1 when none does. */
  readonly short: number;
  readonly waitMs: number;
  readonly granted: readonly Granted[];
}

/**
 * Each key holds the moment when its bucket is full, and ends with it. The moment is counted from the beginning of 2026,
 * by the clock of Redis: numbers that small keep a thousandth of a point apart. A refusal costs a point where there is
 * one, as it does in local-counter.ts.
 */
const CLOCK = `
local time = redis.call('TIME')
local now = (time[1] - 1767225600) * 1000 + time[2] / 1000
local function fullIn(key) return math.max(0, tonumber(redis.call('GET', key) or '0') - now) end
local function keep(key, ms)
  if ms <= 0 then redis.call('DEL', key)
  else redis.call('SET', key, string.format('%.17g', now + ms), 'PX', string.format('%d', math.ceil(ms))) end
end
`;

/** KEYS: buckets. ARGV: perMinute, need and want of each. */
const TAKE = `${CLOCK}
local full, wait, short = {}, 0, 0
for i, key in ipairs(KEYS) do
  local point = 60000 / ARGV[i * 3 - 2]
  full[i] = fullIn(key)
  local beyond = full[i] + ARGV[i * 3 - 1] * point - 60000
  if beyond > point * 1e-6 and beyond > wait then wait, short = beyond, i end
end
local answer = { tostring(short - 1), string.format('%.3f', wait) }
for i, key in ipairs(KEYS) do
  local point, need, want = 60000 / ARGV[i * 3 - 2], tonumber(ARGV[i * 3 - 1]), tonumber(ARGV[i * 3])
  local there = math.floor((60000 - full[i]) / point + 1e-6)
  local taken = 0
  if short == 0 then taken = math.max(need, math.min(want, there))
  elseif there >= 1 then taken = 1 end
  if taken > 0 then
    full[i] = full[i] + taken * point
    keep(key, full[i])
  end
  answer[#answer + 1] = tostring(short == 0 and taken or 0)
  answer[#answer + 1] = string.format('%.6f', full[i])
end
return answer
`;

/** KEYS: buckets. ARGV: perMinute and points of each. */
const GIVE = `${CLOCK}
for i, key in ipairs(KEYS) do
  keep(key, fullIn(key) - ARGV[i * 2] * 60000 / ARGV[i * 2 - 1])
end
return 1
`;

/** A Redis that takes commands and answers none is as good as down. */
const COMMAND_MS = 300;
const PREFIX = 'parley:rate:';

type Arguments = readonly (string | number)[];

interface Scripts {
  takePoints(keys: number, ...args: Arguments): Promise<readonly string[]>;
  givePoints(keys: number, ...args: Arguments): Promise<number>;
}

/** The buckets in Redis, where all gateways count; every question is one round trip, however many buckets it is about. */
export class SharedPoints {
  private readonly redis: Redis & Scripts;

  constructor(url: string) {
    this.redis = new Redis(url, {
      enableOfflineQueue: false,
      lazyConnect: true,
      commandTimeout: COMMAND_MS,
      scripts: { takePoints: { lua: TAKE }, givePoints: { lua: GIVE } },
    }) as Redis & Scripts;
    // Whoever asks is told; a connection that is lost comes back by itself.
    this.redis.on('error', () => undefined);
  }

  /** @throws when Redis does not answer in time */
  async take(wanted: readonly Wanted[]): Promise<Grant> {
    const keys = wanted.map(({ bucket }) => PREFIX + bucket.key);
    const args = wanted.flatMap(({ bucket, need, want }) => [bucket.perMinute, need, want]);
    const [short, waitMs, ...rest] = (await this.redis.takePoints(keys.length, ...keys, ...args)).map(Number);
    return {
      short: short ?? -1,
      waitMs: waitMs ?? 0,
      granted: wanted.map((_, index) => ({
        taken: rest[index * 2] ?? 0,
        fullInMs: rest[index * 2 + 1] ?? 0,
      })),
    };
  }

  /** @throws when Redis does not answer in time */
  async give(given: readonly { readonly bucket: Bucket; readonly points: number }[]): Promise<void> {
    const keys = given.map(({ bucket }) => PREFIX + bucket.key);
    const args = given.flatMap(({ bucket, points }) => [bucket.perMinute, points]);
    await this.redis.givePoints(keys.length, ...keys, ...args);
  }

  /** @throws when there is no connection */
  async reach(): Promise<void> {
    if (this.redis.status === 'wait') await this.redis.connect();
    await this.redis.ping();
  }

  async leave(): Promise<void> {
    // What cannot be said goodbye to is just left.
    await this.redis.quit().catch(() => {
      this.redis.disconnect();
    });
  }
}
