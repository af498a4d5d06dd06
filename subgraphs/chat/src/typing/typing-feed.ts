import {
  type AccessChange,
  AccessChanged,
  type LogEvent,
  type RequestContext,
  follow,
  signals,
  stoppable,
} from '@parley/kit';
import { channelStream, typingTopic } from '../events.js';
import { accessChangedBy } from '../live/reading-right.js';
import type { TypingSignal } from './typing.js';

/** More than this nobody reads at once; the oldest go first. */
const WAITING = 64;

/** Both changes in one. */
function together(one: AccessChange | null, other: AccessChange): AccessChange {
  if (one === null || one === 'everyone' || other === 'everyone') return one ?? other;
  return [...new Set([...one, ...other])];
}

/**
 * Who types in a channel, and between the signals whose right to know it may have changed. Signals are in no log, but
 * each says which position of the channel's stream it came after: it waits until the rows up to there were heard, so
 * that a removal is told before anything that is typed after it, whatever the bus does.
 */
class TypingFeed {
  private readonly waiting: TypingSignal[] = [];
  private access: AccessChange | null = null;
  private isOver = false;
  private failure: unknown;
  private wake: () => void = () => undefined;
  /** Of the channel's stream: everything up to it was heard. */
  private position = 0;

  /** @param isFromNow what happened before is not heard, so whoever was asked about before is asked about again */
  async hearRows(rows: AsyncIterable<LogEvent>, isFromNow: boolean): Promise<void> {
    for await (const event of rows) {
      if (event.kind === 'cursorExpired') break;
      const change = isFromNow && event.kind === 'caughtUp' ? 'everyone' : accessChangedBy(event);
      if (change) this.access = together(this.access, change);
      this.position = event.seq;
      this.wake();
    }
  }

  async hearSignals(heard: AsyncIterable<TypingSignal>): Promise<void> {
    for await (const signal of heard) {
      this.waiting.push(signal);
      if (this.waiting.length > WAITING) this.waiting.shift();
      this.wake();
    }
  }

  /** Nothing more is heard: at the end of either source, or where one of them breaks. */
  readonly end = (failure?: unknown): void => {
    this.isOver = true;
    this.failure ??= failure;
    this.wake();
  };

  async *told(): AsyncGenerator<TypingNews, void, undefined> {
    while (!this.isOver) {
      const news = this.next();
      if (news) yield news;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
    if (this.failure) throw this.failure as Error;
  }

  private next(): TypingNews | undefined {
    const { access, position, waiting } = this;
    this.access = null;
    if (access) return { position, news: new AccessChanged(access) };
    const [first] = waiting;
    if (!first || first.seq > position) return undefined;
    waiting.shift();
    return { position, news: first };
  }
}

/** A signal or a change of access, and the position of the channel's stream it is told at. */
export interface TypingNews {
  readonly position: number;
  readonly news: TypingSignal | AccessChanged;
}

/** Who types in a channel, from a cursor of its stream on; see TypingFeed. */
export function typingNews(
  ctx: RequestContext,
  channelId: string,
  after: string | null,
): AsyncGenerator<TypingNews, void, undefined> {
  const rows = follow(ctx, channelStream(channelId), after);
  const heard = signals<TypingSignal>(ctx, [typingTopic(channelId)]);
  const stopped = new AbortController();
  const feed = new TypingFeed();
  stopped.signal.addEventListener('abort', () => {
    feed.end();
  });
  const run = async function* () {
    feed.hearRows(rows, after === null).then(() => {
      feed.end();
    }, feed.end);
    feed.hearSignals(heard).then(() => {
      feed.end();
    }, feed.end);
    try {
      yield* feed.told();
    } finally {
      await Promise.all([rows.return(), heard.return()]);
    }
  };
  return stoppable(run(), stopped);
}
