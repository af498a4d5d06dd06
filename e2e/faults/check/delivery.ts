import type { ToldEvent } from '../journal.js';
import type { Evidence, Order, Property, Told, Violation } from './evidence.js';

/** P3 and P4: through all cuts each follower is told of every event after its first cursor, once, in order. */
export function deliveries({ followers, order }: Evidence): Violation[] {
  return [...followers].flatMap(([name, lines]) => {
    const [first] = lines;
    if (first?.type !== 'opened') return [];
    const start = first.after === null ? null : (order.of(first.after) ?? -1);
    const follower = new Followed(name, first.who, order, start ?? -1);
    let refused: number | null = null;
    for (const line of lines) {
      if (line.type === 'refused') refused = line.session;
      if (line.type !== 'told') continue;
      // A client has left by then, and resumes before what was refused.
      if (line.session === refused) follower.wentOn(line);
      else follower.hear(line);
    }
    return follower.end();
  });
}

class Followed {
  private readonly violations: Violation[] = [];
  private readonly seen = new Set<string>();
  private last: Told | null = null;

  constructor(
    private readonly name: string,
    private readonly who: string,
    private readonly order: Order,
    private position: number,
  ) {}

  hear(told: Told): void {
    const { type, cursor } = told.event;
    const at = this.order.of(cursor);
    if (type === 'CursorExpired') this.broken('P4', 'cursor expired', 'its cursor was not known', told);
    else if (type === 'CaughtUp') this.caughtUp(at ?? -1, told);
    // What is not in the stream at all is an aborted read.
    else if (at !== null) this.event(at, told);
    this.last = told;
  }

  /** A stream that goes on past an event it could not show leaves a hole in what most clients know. */
  wentOn(told: Told): void {
    const { type, cursor } = told.event;
    this.broken(
      'P4',
      'went on past a refusal',
      `was told of ${type} ${cursor} after an event was refused`,
      told,
    );
  }

  end(): Violation[] {
    const missing = this.missing(this.position, this.order.events.length);
    if (missing.length > 0) {
      const what = `was never told of the last ${String(missing.length)} events`;
      this.broken('P4', 'gap', what, this.last, missing);
    }
    return this.violations;
  }

  private event(at: number, told: Told): void {
    const { cursor } = told.event;
    const original = this.order.events[at];
    if (original && !same(original, told.event)) {
      this.broken('P3', 'reordering', `was told of another event at ${cursor} than the replay`, told);
    }
    if (this.seen.has(cursor)) this.broken('P4', 'duplicate', `was told twice of ${cursor}`, told);
    else if (at <= this.position) this.broken('P3', 'reordering', `was told of ${cursor} too late`, told);
    const missing = this.missing(this.position, at);
    if (missing.length > 0) {
      this.broken('P4', 'gap', `was not told of ${String(missing.length)} events`, told, missing);
    }
    this.seen.add(cursor);
    this.position = Math.max(this.position, at);
  }

  private caughtUp(at: number, told: Told): void {
    const missing = this.missing(this.position, at + 1);
    if (missing.length > 0) {
      const what = `was told to have caught up past ${String(missing.length)} events`;
      this.broken('P4', 'gap', what, told, missing);
    }
    this.position = Math.max(this.position, at);
  }

  /** The events between two places, without the follower's own removals: those end the stream instead. */
  private missing(after: number, before: number): readonly ToldEvent[] {
    return this.order.events
      .slice(after + 1, before)
      .filter(({ type, userId }) => !(type === 'MemberRemoved' && userId === this.who));
  }

  private broken(
    property: Property,
    fault: string,
    what: string,
    told: Told | null,
    missing: readonly ToldEvent[] = [],
  ): void {
    const names = missing
      .slice(0, 5)
      .map(({ type, cursor, messageId }) => `${type} ${messageId ?? ''} ${cursor}`);
    const lines = [`${this.name} ${what}`, ...names];
    const entries = [...(this.last ? [this.last] : []), ...(told ? [told] : [])];
    this.violations.push({ property, fault, what: lines.join('\n    '), entries });
  }
}

/** Whether two tellings are of one event: the position and what it is about, not how it looks by now. */
const same = (one: ToldEvent, other: ToldEvent): boolean =>
  one.type === other.type &&
  one.messageId === other.messageId &&
  one.userId === other.userId &&
  one.emoji === other.emoji &&
  one.added === other.added &&
  one.message?.seq === other.message?.seq;
