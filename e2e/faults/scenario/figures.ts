/** The value below which that share of the values lies; the largest when it is 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Milliseconds in words. */
export const inWords = (values: readonly number[]): string =>
  `p50 ${quantile(values, 0.5).toFixed(0)} ms, p99 ${quantile(values, 0.99).toFixed(0)} ms, ` +
  `max ${quantile(values, 1).toFixed(0)} ms (${String(values.length)})`;

/** Says what was measured, beside the tests. */
export function say(figures: string): void {
  process.stdout.write(`    ${figures}\n`);
}

/** The promise, or a rejection that says what did not come within so many milliseconds. */
export async function within<T>(milliseconds: number, what: string, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new Error(`${what}: not within ${String(milliseconds)} ms`));
  }, milliseconds);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
