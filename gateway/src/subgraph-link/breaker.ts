/** Answers are judged over so long; two halves of it are counted, so that old ones drop out. */
const WINDOW_MS = 10_000;
/** Fewer failures prove nothing. */
const FEWEST_FAILURES = 5;
const FAILED_SHARE = 0.5;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 4_000;

/** `open`: nobody is sent there. `trying`: one question is, and its answer decides. */
export type BreakerState = 'closed' | 'open' | 'trying';

interface Counts {
  good: number;
  bad: number;
}

/**
 * Counts what becomes of questions, and keeps everybody away from whom answers badly: late, with a fault of its own, or
 * not to the end. After a pause one question is let through; a good answer lets all the others follow, a bad one doubles
 * the pause.
 */
export class Breaker {
  private current: Counts = { good: 0, bad: 0 };
  private before: Counts = { good: 0, bad: 0 };
  private turnedAt: number;
  private pauseMs = FIRST_PAUSE_MS;
  private openedAt = 0;
  private now: BreakerState = 'closed';
  /** Of which time a question is: what was asked before a change says nothing after it. */
  private era = 0;

  /** @param clock milliseconds that only grow; performance.now() */
  constructor(
    private readonly onChange: (state: BreakerState) => void,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.turnedAt = clock();
  }

  get state(): BreakerState {
    return this.now;
  }

  /** Whether a question would be let through. */
  get admits(): boolean {
    return this.now === 'closed' || (this.now === 'open' && this.clock() - this.openedAt >= this.pauseMs);
  }

  /** A question goes there; after a pause it is the one that decides. @returns what its outcome is told with */
  enter(): number {
    if (this.now === 'open') this.become('trying');
    return this.era;
  }

  succeeded(era: number): void {
    if (era !== this.era) return;
    this.turn();
    this.current.good += 1;
    if (this.now === 'trying') this.close();
  }

  failed(era: number): void {
    if (era !== this.era) return;
    this.turn();
    this.current.bad += 1;
    if (this.now === 'trying') {
      this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
      this.open();
      return;
    }
    const bad = this.current.bad + this.before.bad;
    const all = bad + this.current.good + this.before.good;
    if (bad >= FEWEST_FAILURES && bad >= all * FAILED_SHARE) this.open();
  }

  /** Its outcome says nothing of whom was asked, so that another question decides. */
  unknown(era: number): void {
    if (era !== this.era || this.now !== 'trying') return;
    this.now = 'open';
    this.renew();
  }

  /** It is another process by now, or woke up: the next question decides at once. */
  renew(): void {
    if (this.now === 'open') this.openedAt = this.clock() - this.pauseMs;
  }

  private open(): void {
    this.openedAt = this.clock();
    this.become('open');
  }

  private close(): void {
    this.current = { good: 0, bad: 0 };
    this.before = { good: 0, bad: 0 };
    this.pauseMs = FIRST_PAUSE_MS;
    this.become('closed');
  }

  private become(state: BreakerState): void {
    this.now = state;
    this.era += 1;
    this.onChange(state);
  }

  private turn(): void {
    const since = this.clock() - this.turnedAt;
    if (since < WINDOW_MS / 2) return;
    this.before = since < WINDOW_MS ? this.current : { good: 0, bad: 0 };
    this.current = { good: 0, bad: 0 };
    this.turnedAt = this.clock();
  }
}
