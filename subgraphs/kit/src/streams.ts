import type { DataSource } from 'typeorm';
import type { Bus } from './bus.js';
import { readHeads, readStream, type LogEvent } from './log.js';
import type { Logger } from './logger.js';

const RECENT = 256;
const BATCH = 200;
const POLL_MS = 1_000;

/** The newest rows of one followed stream, shared by all who follow it in this process. */
interface Watched {
  /** Contiguous, oldest first. */
  recent: LogEvent[];
  /** The highest position known to exist. */
  head: number;
  /** Whether it was read, and is not only what was heard. */
  isHeadKnown: boolean;
  readonly wake: Set<() => void>;
  readonly leave: () => void;
  /** The read that is filling `recent`, so that a gap is read once, not once per follower. */
  filling: Promise<void> | null;
  followers: number;
}

/** A place in a stream that waits for what comes next. */
export interface Place {
  /** Tells that the stream was seen to end there, so that nothing up to it is looked for again. */
  knows(head: number): void;
  /** The rows after `position`, from memory or from the log; empty when there are none yet. */
  read(position: number): Promise<readonly LogEvent[]>;
  /** Resolves once something after `position` may exist, or when `signal` aborts. */
  wait(position: number, signal: AbortSignal): Promise<void>;
  leave(): void;
}

/**
 * Everything followed in this process: one bus subscription and one log read per stream, whatever the number of
 * followers. Nothing is queued per follower: each reads at its own pace from the recent rows or from the log.
 */
export class Streams {
  private readonly watched = new Map<string, Watched>();
  private readonly poll: NodeJS.Timeout;

  constructor(
    private readonly database: DataSource,
    private readonly bus: Bus,
    private readonly name: string,
    private readonly logger: Logger,
  ) {
    this.poll = setInterval(() => void this.checkHeads(), POLL_MS);
    this.poll.unref();
  }

  /** How many streams are followed; 0 once everybody has left. */
  get size(): number {
    return this.watched.size;
  }

  /** The topic that wakes followers of a stream. */
  topicOf(stream: string): string {
    return `parley:${this.name}:log:${stream}`;
  }

  enter(stream: string): Place {
    const watched = this.watched.get(stream) ?? this.watch(stream);
    watched.followers += 1;
    const wakers = new Set<() => void>();
    return {
      knows: (head) => {
        watched.head = Math.max(watched.head, head);
        watched.isHeadKnown = true;
      },
      read: (position) => this.read(stream, watched, position),
      wait: (position, signal) => wait(watched, wakers, position, signal),
      leave: () => {
        for (const waker of wakers) watched.wake.delete(waker);
        this.release(stream, watched);
      },
    };
  }

  stop(): void {
    clearInterval(this.poll);
    for (const { leave } of this.watched.values()) leave();
    this.watched.clear();
  }

  private watch(stream: string): Watched {
    const leave = this.bus.subscribe(this.topicOf(stream), (message) => {
      this.heard(watched, message as LogEvent);
    });
    const watched: Watched = {
      recent: [],
      head: 0,
      isHeadKnown: false,
      wake: new Set(),
      leave,
      filling: null,
      followers: 0,
    };
    this.watched.set(stream, watched);
    return watched;
  }

  private release(stream: string, watched: Watched): void {
    watched.followers -= 1;
    if (watched.followers > 0) return;
    this.watched.delete(stream);
    watched.leave();
  }

  private heard(watched: Watched, event: LogEvent): void {
    const last = watched.recent.at(-1);
    if (!last || event.seq === last.seq + 1) remember(watched, [{ ...event, at: new Date(event.at) }]);
    watched.head = Math.max(watched.head, event.seq);
    wakeAll(watched);
  }

  private async read(stream: string, watched: Watched, position: number): Promise<readonly LogEvent[]> {
    const first = watched.recent[0];
    const last = watched.recent.at(-1);
    if (first && last && position >= first.seq - 1 && position < last.seq) {
      return watched.recent.slice(position - first.seq + 1);
    }
    if (watched.head <= position && (watched.isHeadKnown || (last && position >= last.seq))) return [];
    if (last?.seq !== position) return readStream(this.database.manager, stream, position, BATCH);
    // At the end of what is remembered, with more known to exist: the wake-up of it was lost or out of order.
    watched.filling ??= this.fill(stream, watched, position).finally(() => {
      watched.filling = null;
    });
    await watched.filling;
    return watched.recent.filter(({ seq }) => seq > position);
  }

  private async fill(stream: string, watched: Watched, position: number): Promise<void> {
    const rows = await readStream(this.database.manager, stream, position, BATCH);
    remember(watched, rows);
    if (rows.length === 0) watched.head = position;
  }

  /** Finds what a lost wake-up would have told. */
  private async checkHeads(): Promise<void> {
    const streams = [...this.watched.keys()];
    if (streams.length === 0) return;
    try {
      for (const [stream, head] of await readHeads(this.database.manager, streams)) {
        const watched = this.watched.get(stream);
        if (!watched || head <= watched.head) continue;
        watched.head = head;
        wakeAll(watched);
      }
    } catch (error) {
      // The database is away for a moment: the next round asks again, and each follower's own read reports it.
      this.logger.warn({ err: String(error) }, 'stream heads not read');
    }
  }
}

function remember(watched: Watched, rows: readonly LogEvent[]): void {
  for (const row of rows) {
    const last = watched.recent.at(-1);
    if (!last || row.seq === last.seq + 1) watched.recent.push(row);
  }
  if (watched.recent.length > RECENT) watched.recent = watched.recent.slice(-RECENT);
  watched.head = Math.max(watched.head, watched.recent.at(-1)?.seq ?? 0);
}

function wakeAll(watched: Watched): void {
  const wakers = [...watched.wake];
  watched.wake.clear();
  for (const waker of wakers) waker();
}

function wait(watched: Watched, own: Set<() => void>, position: number, signal: AbortSignal): Promise<void> {
  if (watched.head > position || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const waker = () => {
      watched.wake.delete(waker);
      own.delete(waker);
      signal.removeEventListener('abort', waker);
      resolve();
    };
    watched.wake.add(waker);
    own.add(waker);
    signal.addEventListener('abort', waker, { once: true });
  });
}
