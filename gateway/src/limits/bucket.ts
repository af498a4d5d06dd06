/** Points that are there again after a while: a minute's worth at most, each coming back as time passes. */
export interface Bucket {
  /** The same for whoever shares it, on every gateway. */
  readonly key: string;
  /** How many points it holds when full, which is also how many come back in a minute. */
  readonly perMinute: number;
}

/** Whether the points were taken. */
export interface Taking {
  /** Index of the bucket that lacks the most, -1 when none does and all were taken from. */
  readonly short: number;
  /** When that bucket will have what was asked for. */
  readonly waitMs: number;
}

/** All that was asked for was there. */
export const TAKEN: Taking = { short: -1, waitMs: 0 };

/** Keeps count of buckets: for this process, or for all gateways together. */
export interface Counter {
  /** Takes the points from every bucket, or from none of them; a refusal costs one where there is one. */
  take(buckets: readonly Bucket[], points: number): Taking | Promise<Taking>;
  /** Gives points back that were taken and not needed; less than none takes them, whether they are there or not. */
  giveBack(buckets: readonly Bucket[], points: number): void;
  /** How many points are left in each, as far as is known here, at no cost. */
  glance(buckets: readonly Bucket[]): readonly number[];
  /** How many points are left in each. */
  look(buckets: readonly Bucket[]): Promise<readonly number[]>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** In which an empty bucket fills, milliseconds. */
export const FILL_MS = 60_000;
/** Far less than a point; sums of fractions are not exact. */
const CRUMB = 1e-6;

/** How long a bucket takes to get that many points back, milliseconds. */
export const timeOf = ({ perMinute }: Bucket, points: number): number => (points * FILL_MS) / perMinute;

/** How many points are left of a bucket that will be full again in that many milliseconds. */
export const leftOf = (bucket: Bucket, fullInMs: number): number =>
  Math.max(0, Math.floor(bucket.perMinute * (1 - Math.max(0, fullInMs) / FILL_MS) + CRUMB));

/** What dearer than a whole bucket is may be had for a full one. */
export const priceOf = ({ perMinute }: Bucket, points: number): number => Math.min(points, perMinute);

/** How long until a bucket has the points, milliseconds; 0 when it has them. */
export function waitFor(bucket: Bucket, fullInMs: number, points: number): number {
  const beyond = Math.max(0, fullInMs) + timeOf(bucket, priceOf(bucket, points)) - FILL_MS;
  return beyond > timeOf(bucket, CRUMB) ? beyond : 0;
}
