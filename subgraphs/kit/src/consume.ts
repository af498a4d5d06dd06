import type { RequestContext } from './context.js';
import {
  blockedOrderings,
  nextReleased,
  noteFailure,
  sentenceOf,
  setAside,
  takeLetter,
  type DeadLetterRow,
} from './dead-letter.js';
import type { Feed } from './feed.js';
import type { LogEvent } from './log.js';
import type { Logger } from './logger.js';
import { consumerBehind, consumerEvents } from './metrics.js';
import { isOutage } from './outage.js';
import { transaction } from './transaction.js';

const BATCH = 200;
const POLL_MS = 2_000;
/** How often a batch is tried as a whole before its events are tried one by one. */
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 250;

/** How a subgraph reacts to another one's events. */
export interface Consumer {
  /** What its position and its dead letters are kept under; that of the source, unless there are several of it. */
  readonly name: string;
  /** The subgraph whose log is read. */
  readonly source: string;
  readonly kinds: readonly string[];
  readonly handle: (ctx: RequestContext, events: readonly LogEvent[]) => Promise<void>;
  /**
   * Events with the same answer never overtake each other: when one cannot be taken in, the later ones wait behind it
   * among the dead letters. What is independent should answer differently, so that one fault does not hold up more
   * than its own thing.
   */
  readonly orderedBy: (event: LogEvent) => string;
  /**
   * How long it lets events come together after it was woken, in milliseconds: for work that nobody waits for and that
   * costs less by the batch.
   */
  readonly gatherMs: number;
}

/**
 * Declares a consumer. The source may be the subgraph itself; a second consumer of the same source needs a name of its
 * own. Ordered by stream and at work at once unless told otherwise.
 */
export const consumer = (
  source: string,
  kinds: readonly string[],
  handle: Consumer['handle'],
  options: Partial<Pick<Consumer, 'name' | 'orderedBy' | 'gatherMs'>> = {},
): Consumer => ({
  name: options.name ?? source,
  source,
  kinds,
  handle,
  orderedBy: options.orderedBy ?? (({ stream }) => stream),
  gatherMs: options.gatherMs ?? 0,
});

/** One look at a feed. */
interface Look {
  readonly ctx: RequestContext;
  readonly consumer: Consumer;
  readonly feed: Feed;
  readonly logger: Logger;
  /** Whether it also looks while a failed batch is to be left alone for a while. */
  readonly impatient: boolean;
}

interface Position {
  readonly position: string | null;
  readonly failures: number;
  /** How many rows are still taken one by one, to find the event that fails. */
  readonly singles: number;
}

/** What was handed to the handler, and what follows when that fails. */
type Handed =
  | { readonly letter: DeadLetterRow }
  | { readonly at: Position; readonly next: string | null; readonly single: LogEvent | undefined };

/**
 * Takes what comes next: effect and position are written in one transaction, so the effect happens exactly once
 * although events may be read more than once. The row lock lets one replica work and the others pass.
 * @returns whether there is more to take now
 */
async function take(look: Look): Promise<boolean> {
  const attempt: { handed: Handed | null } = { handed: null };
  try {
    return await transaction(look.ctx, async (inner) => {
      const at = await lockPosition(inner, look);
      if (!at) return false;
      const letter = await nextReleased(inner.db, look.consumer.name);
      if (letter) {
        attempt.handed = { letter };
        await takeLetter(inner, look.consumer, letter);
        return true;
      }
      return takeBatch(inner, look, at, (handed) => (attempt.handed = handed));
    });
  } catch (error) {
    // Not the events' fault before the handler had them, nor when what it stands on is away. What it published is
    // written at the end of the transaction, so a failure there is its own too.
    if (attempt.handed === null || isOutage(error)) throw error;
    return countFailure(look, attempt.handed, error);
  }
}

async function lockPosition(ctx: RequestContext, { consumer, impatient }: Look): Promise<Position | null> {
  const rows: Position[] = await ctx.db.query(
    `select position, failures, singles from consumer_position
     where consumer = $1 and ($2 or retry_at is null or retry_at <= now()) for update skip locked`,
    [consumer.name, impatient],
  );
  return rows[0] ?? null;
}

async function takeBatch(
  ctx: RequestContext,
  { consumer, feed }: Look,
  at: Position,
  handing: (handed: Handed) => void,
): Promise<boolean> {
  const { name, kinds, orderedBy } = consumer;
  const batch = await feed.read(at.position, kinds, at.singles > 0 ? 1 : BATCH);
  const labels = { consumer: `${ctx.subgraph.name}<${name}` };
  const newest = batch.events.at(-1)?.at.getTime();
  consumerBehind.set(labels, newest === undefined ? 0 : (Date.now() - newest) / 1_000);
  if (batch.position === at.position) return false;
  const blocked = batch.events.length > 0 ? await blockedOrderings(ctx.db, name) : new Set<string>();
  const free = batch.events.filter((event) => !blocked.has(orderedBy(event)));
  if (free.length > 0) {
    handing({ at, next: batch.position, single: at.singles > 0 ? free[0] : undefined });
    await consumer.handle(ctx, free);
  }
  for (const event of batch.events) {
    if (!free.includes(event)) await setAside(ctx, consumer, event, null);
  }
  await moveTo(ctx, name, batch.position, at.singles - 1);
  consumerEvents.inc(labels, free.length);
  return batch.more;
}

const moveTo = (ctx: RequestContext, name: string, position: string | null, singles: number) =>
  ctx.db.query(
    `update consumer_position set position = $2, singles = $3, retry_at = null,
       failures = case when $3 > 0 then failures else 0 end
     where consumer = $1`,
    [name, position, Math.max(singles, 0)],
  );

/**
 * A batch that failed is tried again as a whole, later and later; then event by event. An event that fails alone is set
 * aside, in the same transaction as the position, so it neither blocks the log nor is lost.
 */
function countFailure({ ctx, consumer, logger }: Look, handed: Handed, error: unknown): Promise<boolean> {
  const { name } = consumer;
  return transaction(ctx, async (inner) => {
    await inner.db.query(`select from consumer_position where consumer = $1 for update`, [name]);
    if ('letter' in handed) {
      await noteFailure(inner.db, handed.letter.id, error);
      logger.error(
        { deadLetter: handed.letter.id, consumer: name, err: sentenceOf(error) },
        'event fails, set aside',
      );
      return true;
    }
    const { at, next, single } = handed;
    const [now]: Position[] = await inner.db.query(
      `select position from consumer_position where consumer = $1`,
      [name],
    );
    // Another replica has been here since.
    if (now?.position !== at.position) return true;
    const attempts = at.failures + 1;
    if (single) {
      const deadLetter = await setAside(inner, consumer, single, { error, attempts });
      await moveTo(inner, name, next, at.singles - 1);
      const { stream, seq, kind } = single;
      logger.error(
        { deadLetter, consumer: name, stream, seq, kind, err: sentenceOf(error) },
        'event fails, set aside',
      );
      return true;
    }
    await inner.db.query(
      `update consumer_position set failures = $2, singles = $3, retry_at = now() + $4 * interval '1 ms'
       where consumer = $1`,
      [name, attempts, attempts < ATTEMPTS ? 0 : BATCH, FIRST_PAUSE_MS * 2 ** attempts],
    );
    logger.warn({ consumer: name, attempts, err: sentenceOf(error) }, 'events not consumed');
    return false;
  });
}

/** A consumer at work. */
export interface RunningConsumer {
  stop(): Promise<void>;
  /** Takes what is there now, without waiting for the next try of what failed. */
  drain(): Promise<void>;
}

/** What a running consumer works with. */
interface Work {
  readonly consumer: Consumer;
  readonly feed: Feed;
  readonly contextOf: () => RequestContext;
  readonly logger: Logger;
}

/** The rounds of a consumer, one after the other. */
class Rounds {
  private stopped = false;
  private entered = false;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly work: Work) {}

  /** Takes what is there, after the rounds before it. */
  readonly look = (impatient: boolean): Promise<void> =>
    (this.running = this.running.then(() => this.round(impatient)));

  /** Nothing more is begun; resolves when the round that runs is over. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async round(impatient: boolean): Promise<void> {
    const { consumer, feed, contextOf, logger } = this.work;
    try {
      if (!this.entered) await this.enter(contextOf());
      let more = true;
      while (more && !this.stopped) {
        more = await take({ ctx: contextOf(), consumer, feed, logger, impatient });
      }
    } catch (error) {
      // The source or the database is away: nothing was written, the next round takes the same batch.
      logger.warn({ err: String(error), consumer: consumer.name }, 'events not consumed');
    }
  }

  private async enter({ db }: RequestContext): Promise<void> {
    const { name } = this.work.consumer;
    await db.query(`insert into consumer_position (consumer) values ($1) on conflict do nothing`, [name]);
    this.entered = true;
  }
}

/** Follows a feed until stopped: woken by the bus, and looking by itself every two seconds. */
export function runConsumer(
  consumer: Consumer,
  feed: Feed,
  contextOf: () => RequestContext,
  logger: Logger,
): RunningConsumer {
  const rounds = new Rounds({ consumer, feed, contextOf, logger });
  let gathering: NodeJS.Timeout | undefined;
  const begin = () => {
    gathering = undefined;
    void rounds.look(false);
  };
  const unsubscribe = feed.onWake(() => {
    if (consumer.gatherMs === 0) begin();
    else gathering ??= setTimeout(begin, consumer.gatherMs).unref();
  });
  const poll = setInterval(() => void rounds.look(false), POLL_MS);
  poll.unref();
  void rounds.look(false);
  return {
    drain: () => rounds.look(true),
    async stop() {
      clearInterval(poll);
      clearTimeout(gathering);
      unsubscribe();
      await rounds.stop();
    },
  };
}
