const FIRST_MS = 30_000;
const LONGEST_MS = 6 * 3_600_000;
/** Three days in all: a service that is away over a weekend is asked again on Monday. */
const MOST_ATTEMPTS = 20;

/** When the provider is asked again after it was asked so often in vain; null where it is given up. */
export function askedAgainAt(attempts: number, now: Date): Date | null {
  if (attempts >= MOST_ATTEMPTS) return null;
  return new Date(now.getTime() + Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempts - 1)));
}
