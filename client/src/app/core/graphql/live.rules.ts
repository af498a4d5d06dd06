import type { ErrorCode } from '../../../generated/contract';

/** What every event of a durable stream has. */
export interface LiveEvent {
  readonly __typename?: string;
  readonly cursor: string;
}

/** What the next event asks of a follower. */
export type EventStep = 'apply' | 'caughtUp' | 'reread' | 'ignore';

/** What a broken stream asks of a follower: come back, read the snapshot again, or give up. */
export type BreakStep = 'resume' | 'resumeLater' | 'reread' | 'giveUp';

const REMEMBERED = 1_000;

/** A stream that ends or is refused so often in a row, without an event between, is not for this viewer. */
export const MOST_FRUITLESS = 2;

/** As long as events of one deed take to follow each other: what they ask for is read once for all, in milliseconds. */
export const REREAD_MS = 200;

/** A stream that ran this long ran well: the next break begins anew, in milliseconds. */
export const STEADY_MS = 10_000;

/** The place in a stream: the newest cursor and which events were already seen. */
export class StreamPosition {
  private readonly seen = new Set<string>();
  private newest: string;

  constructor(start: string) {
    this.newest = start;
    this.seen.add(start);
  }

  get cursor(): string {
    return this.newest;
  }

  /** Moves past the event and says what to do with it; an event that was seen before moves nothing. */
  advance({ __typename, cursor }: LiveEvent): EventStep {
    if (__typename === 'CursorExpired') return 'reread';
    if (__typename === 'CaughtUp') {
      this.newest = cursor;
      return 'caughtUp';
    }
    if (this.seen.has(cursor)) return 'ignore';
    this.seen.add(cursor);
    this.newest = cursor;
    this.forgetOldest();
    return 'apply';
  }

  private forgetOldest(): void {
    if (this.seen.size <= REMEMBERED) return;
    for (const oldest of this.seen) {
      this.seen.delete(oldest);
      return;
    }
  }
}

const FINAL: readonly ErrorCode[] = ['FORBIDDEN', 'NOT_FOUND', 'INVALID', 'TOO_COSTLY'];

/** Decides by the codes of the answer; no code at all means that the line broke. */
export function afterBreak(codes: readonly ErrorCode[]): BreakStep {
  if (codes.length === 0) return 'resume';
  if (codes.includes('CURSOR_EXPIRED')) return 'reread';
  return codes.some((code) => FINAL.includes(code)) ? 'giveUp' : 'resumeLater';
}
