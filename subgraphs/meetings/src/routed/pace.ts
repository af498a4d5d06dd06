import { rateLimited } from '@parley/kit';

/** A device that begins has a few descriptions and some dozens of candidates to tell; later ones are rare. */
const BURST = 120;
const PER_SECOND = 20;

/** How often something may be done: many times at once, and then so many a second. */
export class Pace {
  private left = BURST;
  private at = performance.now();

  /** @throws RATE_LIMITED */
  take(): void {
    const now = performance.now();
    this.left = Math.min(BURST, this.left + ((now - this.at) / 1_000) * PER_SECOND);
    this.at = now;
    if (this.left < 1) throw rateLimited('These are more signals than any device has to send', 1);
    this.left -= 1;
  }
}
