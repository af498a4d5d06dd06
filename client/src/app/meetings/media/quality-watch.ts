import { signal } from '@angular/core';
import { type Counted, type Measured, countedIn, measuredBetween } from './quality.rules';

/** The server counts on a sign of life this often, in milliseconds. */
const REPORT_MS = 5_000;

/** What is measured, and who is told. */
export interface Watched {
  /** What the connection counts; null while there is none. */
  readonly stats: () => Promise<Parameters<typeof countedIn>[0]> | null;
  readonly isConnected: () => boolean;
  readonly report: (measured: Measured) => Promise<void>;
  /** Hears what was measured of a connection that stands. */
  readonly heed?: (measured: Measured) => void;
}

/** How what is sent to a device arrives, measured and told every few seconds: that is its sign of life as well. */
export class QualityWatch {
  private readonly last = signal<Measured | null>(null);
  private counted: Counted | null = null;

  /** What was measured last; null before anything was. */
  readonly measured = this.last.asReadonly();

  constructor(private readonly watched: Watched) {}

  /** A connection that began anew has counted nothing yet. */
  countAnew(): void {
    this.counted = countedIn([], performance.now());
  }

  /** @returns what ends it */
  begin(): () => void {
    const timer = setInterval(() => void this.report(), REPORT_MS);
    return () => {
      clearInterval(timer);
    };
  }

  private async report(): Promise<void> {
    try {
      const entries = (await this.watched.stats()) ?? [];
      const counted = countedIn(entries, performance.now());
      const measured = measuredBetween(this.counted, counted);
      this.counted = counted;
      if (this.watched.isConnected()) {
        this.last.set(measured);
        this.watched.heed?.(measured);
      }
      await this.watched.report(measured);
    } catch {
      // The line is broken or it is over; who is missed is shown as reconnecting, and the next report mends it.
    }
  }
}
