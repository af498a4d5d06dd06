import type { Logger } from '@parley/kit';
import { leftOf, priceOf, TAKEN, type Bucket, type Counter, type Taking } from './bucket.js';
import type { LocalCounter } from './local-counter.js';
import type { Grant, Granted, SharedPoints } from './shared-points.js';

/** Points of one bucket that were taken for all gateways to see, and not spent yet. */
interface Lease {
  readonly bucket: Bucket;
  held: number;
  /** What Redis said last, and when (performance.now()). */
  fullInMs: number;
  toldAt: number;
  isTold: boolean;
  usedAt: number;
  /** Questions to Redis under way. */
  asking: number;
}

/** A second's worth is taken in advance, so that most operations need no question; it bounds what may lie idle. */
const LEASES_PER_MINUTE = 60;
const IDLE_MS = 1_000;
const PROBE_MS = 500;
/** For how long a look at what is left need not be repeated. */
const FRESH_MS = 250;
const KEYS_AT_ONCE = 500;

const sizeOf = ({ perMinute }: Bucket): number => Math.floor(perMinute / LEASES_PER_MINUTE);

/**
 * Counts for all gateways together. What is spent was taken from the common bucket before, so no caller ever gets
 * more than their limit; a gateway holds at most about a second's worth of each caller's points for a second after
 * their last operation, by which much they may be refused too early elsewhere. While Redis is away this process
 * counts alone.
 */
export class LeasingCounter implements Counter {
  private readonly leases = new Map<string, Lease>();
  private isAway = true;
  private sweep: NodeJS.Timeout | null = null;
  private probe: NodeJS.Timeout | null = null;

  constructor(
    private readonly shared: SharedPoints,
    private readonly alone: LocalCounter,
    private readonly logger: Logger,
  ) {}

  take(buckets: readonly Bucket[], points: number): Taking | Promise<Taking> {
    if (this.isAway) return this.alone.take(buckets, points);
    const leases = buckets.map((bucket) => this.leaseOf(bucket));
    if (leases.some(({ bucket, held }) => held < priceOf(bucket, points))) return this.ask(leases, points);
    for (const lease of leases) lease.held -= priceOf(lease.bucket, points);
    return TAKEN;
  }

  giveBack(buckets: readonly Bucket[], points: number): void {
    if (this.isAway) this.alone.giveBack(buckets, points);
    else for (const bucket of buckets) this.leaseOf(bucket).held += priceOf(bucket, points);
  }

  glance(buckets: readonly Bucket[]): readonly number[] {
    if (this.isAway) return this.alone.glance(buckets);
    return buckets.map((bucket) => {
      const lease = this.leases.get(bucket.key);
      return lease ? leftWith(lease) : bucket.perMinute;
    });
  }

  async look(buckets: readonly Bucket[]): Promise<readonly number[]> {
    if (this.isAway) return this.alone.glance(buckets);
    const leases = buckets.map((bucket) => this.leaseOf(bucket));
    const isNew = performance.now() - FRESH_MS;
    // What Redis said a moment ago is good enough to be shown.
    if (leases.every(({ isTold, toldAt }) => isTold && toldAt > isNew)) return this.glance(buckets);
    try {
      this.learn(leases, await this.shared.take(leases.map(({ bucket }) => ({ bucket, need: 0, want: 0 }))));
    } catch (error) {
      // Whatever is wrong with Redis, its answer is missing and its count with it.
      this.lose(error);
    }
    return this.glance(buckets);
  }

  async start(): Promise<void> {
    await this.alone.start();
    this.sweep ??= setInterval(() => {
      void this.returnIdle(performance.now() - IDLE_MS);
    }, IDLE_MS).unref();
    await this.reach();
  }

  async stop(): Promise<void> {
    if (this.sweep) clearInterval(this.sweep);
    if (this.probe) clearInterval(this.probe);
    await this.returnIdle(Infinity);
    await this.shared.leave();
    await this.alone.stop();
  }

  private leaseOf(bucket: Bucket): Lease {
    const now = performance.now();
    const known = this.leases.get(bucket.key);
    if (known) {
      known.usedAt = now;
      return known;
    }
    const lease = { bucket, held: 0, fullInMs: 0, toldAt: now, isTold: false, usedAt: now, asking: 0 };
    this.leases.set(bucket.key, lease);
    return lease;
  }

  private async ask(leases: readonly Lease[], points: number): Promise<Taking> {
    // What is held is put aside at once: others spend while this one waits.
    const aside = leases.map((lease) => {
      const mine = Math.min(lease.held, priceOf(lease.bucket, points));
      lease.held -= mine;
      return mine;
    });
    const wanted = leases.map(({ bucket, asking }, index) => {
      const need = priceOf(bucket, points) - (aside[index] ?? 0);
      return { bucket, need, want: need > 0 && asking === 0 ? need + sizeOf(bucket) : need };
    });
    for (const lease of leases) lease.asking += 1;
    try {
      const grant = await this.shared.take(wanted);
      this.learn(leases, grant);
      leases.forEach((lease, index) => {
        const { need } = wanted[index] ?? { need: 0 };
        lease.held += grant.short < 0 ? (grant.granted[index]?.taken ?? 0) - need : (aside[index] ?? 0);
      });
      return grant;
    } catch (error) {
      // Whatever is wrong with Redis, its answer is missing and its count with it.
      this.lose(error);
      leases.forEach((lease, index) => (lease.held += aside[index] ?? 0));
      return this.alone.take(
        leases.map(({ bucket }) => bucket),
        points,
      );
    } finally {
      for (const lease of leases) lease.asking -= 1;
    }
  }

  private learn(leases: readonly Lease[], { granted }: Grant): void {
    const now = performance.now();
    leases.forEach((lease, index) => {
      const { fullInMs }: Granted = granted[index] ?? { taken: 0, fullInMs: 0 };
      lease.fullInMs = fullInMs;
      lease.toldAt = now;
      lease.isTold = true;
    });
  }

  /** Gives back what nobody has used since, and what refunds have heaped up. */
  private async returnIdle(since: number): Promise<void> {
    const given = [];
    for (const [key, { bucket, held, usedAt, asking }] of this.leases) {
      const isIdle = usedAt <= since && asking === 0;
      const points = isIdle ? held : held - 2 * sizeOf(bucket);
      if (isIdle) this.leases.delete(key);
      else if (points > 0) this.leaseOf(bucket).held -= points;
      // What is owed is taken so, too.
      if (isIdle ? points !== 0 : points > 0) given.push({ bucket, points });
    }
    if (this.isAway) return;
    for (let from = 0; from < given.length; from += KEYS_AT_ONCE) {
      await this.shared.give(given.slice(from, from + KEYS_AT_ONCE)).catch((error: unknown) => {
        this.lose(error);
      });
    }
  }

  private lose(error: unknown): void {
    if (this.isAway) return;
    this.isAway = true;
    this.logger.warn({ err: String(error) }, 'Redis does not answer: this gateway counts rates alone');
    this.probe ??= setInterval(() => {
      void this.reach();
    }, PROBE_MS).unref();
  }

  private async reach(): Promise<void> {
    try {
      await this.shared.reach();
    } catch (error) {
      // It is looked for again until it is there.
      this.isAway = false;
      this.lose(error);
      return;
    }
    if (this.probe) {
      clearInterval(this.probe);
      this.logger.info({}, 'Redis answers again: gateways count rates together');
    }
    this.probe = null;
    this.isAway = false;
  }
}

const leftWith = ({ bucket, held, fullInMs, toldAt }: Lease): number =>
  Math.min(bucket.perMinute, leftOf(bucket, fullInMs - (performance.now() - toldAt)) + held);
