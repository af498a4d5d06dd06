/** A client that comes back subscribes to everything at once. */
const BURST_SECONDS = 5;

/** How many messages a socket may send a second, with five seconds' worth in a burst. */
export class MessageRate {
  private tokens: number;
  private filledAt = performance.now();

  constructor(private readonly perSecond: number) {
    this.tokens = perSecond * BURST_SECONDS;
  }

  take(): boolean {
    const now = performance.now();
    const restored = ((now - this.filledAt) / 1_000) * this.perSecond;
    this.tokens = Math.min(this.perSecond * BURST_SECONDS, this.tokens + restored);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
