import {
  FILL_MS,
  leftOf,
  priceOf,
  TAKEN,
  timeOf,
  waitFor,
  type Bucket,
  type Counter,
  type Taking,
} from './bucket.js';

/**
 * Counts in this process. Of each bucket one number is kept, the moment when it is full again (the generic cell rate
 * algorithm); of full ones none.
 */
export class LocalCounter implements Counter {
  /** performance.now() at which a bucket is full, by key. */
  private readonly fullAt = new Map<string, number>();
  private sweep: NodeJS.Timeout | null = null;

  take(buckets: readonly Bucket[], points: number): Taking {
    const now = performance.now();
    let [short, waitMs] = [-1, 0];
    buckets.forEach((bucket, index) => {
      const wait = waitFor(bucket, this.fullIn(bucket, now), points);
      if (wait > waitMs) [short, waitMs] = [index, wait];
    });
    if (short >= 0) {
      this.punish(buckets, now);
      return { short, waitMs };
    }
    for (const bucket of buckets) this.move(bucket, priceOf(bucket, points), now);
    return TAKEN;
  }

  giveBack(buckets: readonly Bucket[], points: number): void {
    const now = performance.now();
    for (const bucket of buckets) this.move(bucket, -priceOf(bucket, points), now);
  }

  glance(buckets: readonly Bucket[]): readonly number[] {
    const now = performance.now();
    return buckets.map((bucket) => leftOf(bucket, this.fullIn(bucket, now)));
  }

  look(buckets: readonly Bucket[]): Promise<readonly number[]> {
    return Promise.resolve(this.glance(buckets));
  }

  start(): Promise<void> {
    this.sweep ??= setInterval(() => {
      this.forgetFull();
    }, FILL_MS).unref();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    if (this.sweep) clearInterval(this.sweep);
    this.sweep = null;
    return Promise.resolve();
  }

  /** Asking again and again does not make anything come sooner. */
  private punish(buckets: readonly Bucket[], now: number): void {
    for (const bucket of buckets) {
      if (waitFor(bucket, this.fullIn(bucket, now), 1) === 0) this.move(bucket, 1, now);
    }
  }

  private fullIn({ key }: Bucket, now: number): number {
    return Math.max(0, (this.fullAt.get(key) ?? 0) - now);
  }

  private move(bucket: Bucket, points: number, now: number): void {
    const fullIn = this.fullIn(bucket, now) + timeOf(bucket, points);
    if (fullIn > 0) this.fullAt.set(bucket.key, now + fullIn);
    else this.fullAt.delete(bucket.key);
  }

  private forgetFull(): void {
    const now = performance.now();
    for (const [key, at] of this.fullAt) if (at <= now) this.fullAt.delete(key);
  }
}
