import type { AccessChange } from './access-change.js';
import type { RequestContext } from './context.js';
import { cursorSeq, readStreamWithHead, streamCursor, type LogEvent } from './log.js';
import { followers } from './metrics.js';
import type { Place } from './streams.js';

/** What a follower wants of a stream. */
export interface FollowOptions {
  /**
   * Ends the stream instead of delivering that event and anything later: loss of access is a row of the same log, so
   * it is ordered against the events (realtime.md §4).
   */
  readonly until?: (event: LogEvent) => boolean;
  /**
   * Whose right to the stream this row may have changed. Asked in shared executions only: there is no viewer to end
   * the stream for, so the gateway is told and asks for their grant again before it goes on.
   */
  readonly access?: (event: LogEvent) => AccessChange | null;
  /** Which events are delivered; all when absent. */
  readonly deliver?: (event: LogEvent) => boolean;
}

/** How many rows the statement that begins to follow brings along. */
const FIRST_ROWS = 200;

const synthetic = (kind: 'caughtUp' | 'cursorExpired', stream: string, seq: number): LogEvent => ({
  kind,
  stream,
  seq,
  cursor: streamCursor(stream, seq),
  at: new Date(),
  data: {},
  actorId: null,
});

/**
 * The rows of a stream after a cursor, then live: no gap and no repetition at the hand-over. Without a cursor it
 * begins at the present. After the replay it says `caughtUp`; a cursor that is foreign, from the future or older than
 * the log reaches is answered by `cursorExpired`, and the stream ends.
 */
export function follow(
  ctx: RequestContext,
  stream: string,
  after: string | null | undefined,
  options: FollowOptions = {},
): AsyncGenerator<LogEvent, void, undefined> {
  const stopped = new AbortController();
  const events = run(ctx, stream, after, options, stopped.signal);
  return stoppable(events, stopped);
}

/**
 * An async generator that is waiting does not hear return(); this one does: it aborts the wait first, so that a
 * vanished subscriber holds nothing.
 */
export function stoppable<T>(
  inner: AsyncGenerator<T, void, undefined>,
  stopped: AbortController,
): AsyncGenerator<T, void, undefined> {
  const outer: AsyncGenerator<T, void, undefined> = {
    next: () => inner.next(),
    return: () => {
      stopped.abort();
      return inner.return();
    },
    throw: (error: unknown) => {
      stopped.abort();
      return inner.throw(error);
    },
    [Symbol.asyncIterator]: () => outer,
    [Symbol.asyncDispose]: async () => {
      stopped.abort();
      await inner.return();
    },
  };
  return outer;
}

async function* run(
  ctx: RequestContext,
  stream: string,
  after: string | null | undefined,
  options: FollowOptions,
  signal: AbortSignal,
): AsyncGenerator<LogEvent, void, undefined> {
  const { streams, database, name } = ctx.subgraph;
  const place = streams.enter(stream);
  followers.inc({ subgraph: name });
  try {
    const asked = after == null ? null : cursorSeq(stream, after);
    const { head, events, expired } = await readStreamWithHead(database.manager, stream, asked, FIRST_ROWS);
    place.knows(head);
    if (expired || (after != null && asked === null)) {
      yield synthetic('cursorExpired', stream, head);
      return;
    }
    const access = ctx.caller.shared ? options.access : undefined;
    const following = { place, stream, head, options: { ...options, access }, signal };
    yield* rowsAfter(asked ?? head, events, following);
  } finally {
    place.leave();
    followers.dec({ subgraph: name });
  }
}

const withAccess = (event: LogEvent, access: AccessChange | null): LogEvent =>
  access ? Object.assign({ ...event }, { access }) : event;

interface Following {
  readonly place: Place;
  readonly stream: string;
  /** The stream's end when following began: what `caughtUp` is said at. */
  readonly head: number;
  readonly options: FollowOptions;
  readonly signal: AbortSignal;
}

async function* rowsAfter(
  start: number,
  first: readonly LogEvent[],
  { place, stream, head, options, signal }: Following,
): AsyncGenerator<LogEvent, void, undefined> {
  let position = start;
  let caughtUp = false;
  let rows = first;
  let isFirst = true;
  for (;;) {
    for (const event of rows) {
      if (event.seq !== position + 1) {
        yield synthetic('cursorExpired', stream, head);
        return;
      }
      if (options.until?.(event)) return;
      position = event.seq;
      if (options.deliver?.(event) ?? true) yield withAccess(event, options.access?.(event) ?? null);
    }
    if (!caughtUp && position >= head) {
      caughtUp = true;
      yield synthetic('caughtUp', stream, position);
    }
    // A first page that is not full was all there was: what came since then wakes us.
    if (rows.length === 0 || (isFirst && rows.length < FIRST_ROWS)) await place.wait(position, signal);
    if (signal.aborted) return;
    isFirst = false;
    rows = await place.read(position);
  }
}
