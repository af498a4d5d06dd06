import { unanswered } from '../metrics.js';
import { tooMany } from './link.js';

/** How much may wait for one subgraph's answers. */
export interface InFlightBounds {
  readonly questions: number;
  /** Of their bodies. */
  readonly bytes: number;
}

const BOUNDS: InFlightBounds = { questions: 5_000, bytes: 64 * 1_048_576 };

/** What waits for the answers of one subgraph: bounded, so that a slow one cannot take all memory. */
export class InFlight {
  private questions = 0;
  private bytes = 0;

  constructor(
    private readonly name: string,
    private readonly bounds: InFlightBounds = BOUNDS,
  ) {}

  get size(): number {
    return this.questions;
  }

  /** @throws AppError UNAVAILABLE when there is no room */
  enter(bytes: number): void {
    const { questions, bytes: most } = this.bounds;
    if (this.questions >= questions || this.bytes + bytes > most) {
      unanswered.inc({ subgraph: this.name, because: 'full' });
      throw tooMany(this.name);
    }
    this.questions += 1;
    this.bytes += bytes;
  }

  leave(bytes: number): void {
    this.questions -= 1;
    this.bytes -= bytes;
  }
}
