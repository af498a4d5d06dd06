const SHORTEST_MS = 500;
const LONGEST_MS = 30_000;

/** Why the server ended the line, by the code of the close; 4499 is our own, for a line that is dead or was cut. */
export const closeCode = {
  goingAway: 1001,
  tryLater: 1013,
  signedOut: 4401,
  tooSlow: 4408,
  accessChanged: 4410,
  tooMany: 4429,
  cut: 4499,
} as const;

/** Codes by which the server says that it has too much to do: these begin with a longer wait, as that attempt would. */
const HEAVY: Readonly<Record<number, number>> = { [closeCode.tryLater]: 2, [closeCode.tooMany]: 4 };

/**
 * How long to wait before the given attempt (0 is the first), in milliseconds: full jitter between half a second and a
 * bound that doubles up to thirty seconds, so that a thousand clients of a restarted server do not come back together.
 * Whoever's rights changed comes back at once, for the server waits for it.
 */
export function reconnectDelay(attempt: number, code: number | null, random: () => number): number {
  if (attempt === 0 && code === closeCode.accessChanged) return 0;
  const step = Math.max(attempt, HEAVY[code ?? 0] ?? 0);
  const bound = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** (step + 1));
  return SHORTEST_MS + random() * (bound - SHORTEST_MS);
}
