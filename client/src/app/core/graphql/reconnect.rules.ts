const SHORTEST_MS = 500;
const LONGEST_MS = 30_000;

/** Closed because the viewer's rights changed: come back at once, the server waits for it. */
export const ACCESS_CHANGED = 4410;

/**
 * How long to wait before the given attempt (0 is the first): full jitter between half a second and a bound that
 * doubles up to thirty seconds, so that a thousand clients of a restarted server do not come back together.
 */
export function reconnectDelay(attempt: number, closeCode: number | null, random: () => number): number {
  if (attempt === 0 && closeCode === ACCESS_CHANGED) return 0;
  const bound = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** (attempt + 1));
  return SHORTEST_MS + random() * (bound - SHORTEST_MS);
}
