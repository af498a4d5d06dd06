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
import type { FeedBatch } from './commit-order.js';
import type { Feed } from './feed.js';
import type { LogEvent } from './log.js';
import type { Logger } from './logger.js';
import { consumerBehind, consumerEvents } from './metrics.js';
import { isOutage } from './outage.js';
import { transaction } from './transaction.js';

const BATCH = 200;
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
export interface Look {
  readonly ctx: RequestContext;
  readonly consumer: Consumer;
  readonly feed: Feed;
  readonly logger: Logger;
  /** Whether it also looks while a failed batch is to be left alone for a while. */
  readonly impatient: boolean;
  /** Whether it waits for another replica that is at work, rather than leave the work to it. */
  readonly waits?: boolean;
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
 * What a look found: something that was taken, and maybe more; nothing; what waits for another transaction to end; or
 * what failed and is tried again later.
 */
export type Found = 'more' | 'nothing' | 'held' | 'failed';

/**
 * Takes what comes next: effect and position are written in one transaction, so the effect happens exactly once
 * although events may be read more than once. The row lock lets one replica work and the others pass.
 *
 * It is opened only when there is something to take: a transaction that has locked a row holds back every reader of a
 * log in the same database until it ends.
 */
export async function take(look: Look): Promise<Found> {
  const attempt: { handed: Handed | null } = { handed: null };
  try {
    const seen = await positionSeen(look);
    if (!seen) return 'nothing';
    const hasLetter = (await nextReleased(look.ctx.db, look.consumer.name)) !== null;
    const batch = await readNext(look, seen);
    if (!hasLetter && batch.position === seen.position) return batch.held ? 'held' : 'nothing';
    return await transaction(look.ctx, async (inner) => {
      const at = await lockPosition(inner, look);
      if (!at) return 'nothing';
      const letter = await nextReleased(inner.db, look.consumer.name);
      if (letter) {
        attempt.handed = { letter };
        await takeLetter(inner, look.consumer, letter);
        return 'more';
      }
      // Another replica has been here since: what was read is looked for again.
      if (at.position !== seen.position || at.singles !== seen.singles) return 'more';
      if (batch.position === seen.position) return batch.held ? 'held' : 'nothing';
      await takeBatch(inner, look, { at, batch }, (handed) => (attempt.handed = handed));
      return batch.more || batch.held ? 'more' : 'nothing';
    });
  } catch (error) {
    // Not the events' fault before the handler had them, nor when what it stands on is away. What it published is
    // written at the end of the transaction, so a failure there is its own too.
    if (attempt.handed === null || isOutage(error)) throw error;
    return (await countFailure(look, attempt.handed, error)) ? 'more' : 'failed';
  }
}

const DUE = `select position, failures, singles from consumer_position
  where consumer = $1 and ($2 or retry_at is null or retry_at <= now())`;

async function positionSeen({ ctx, consumer, impatient }: Look): Promise<Position | null> {
  const rows: Position[] = await ctx.db.query(DUE, [consumer.name, impatient]);
  return rows[0] ?? null;
}

async function lockPosition(
  ctx: RequestContext,
  { consumer, impatient, waits }: Look,
): Promise<Position | null> {
  const how = waits ? 'for update' : 'for update skip locked';
  const rows: Position[] = await ctx.db.query(`${DUE} ${how}`, [consumer.name, impatient]);
  return rows[0] ?? null;
}

async function readNext({ ctx, consumer, feed }: Look, { position, singles }: Position): Promise<FeedBatch> {
  let batch = await feed.read(position, consumer.kinds, singles > 0 ? 1 : BATCH);
  // What is of other kinds is passed by without writing down each step.
  while (batch.events.length === 0 && batch.more && singles === 0) {
    batch = await feed.read(batch.position, consumer.kinds, BATCH);
  }
  const newest = batch.events.at(-1)?.at.getTime();
  consumerBehind.set(labelsOf(ctx, consumer), newest === undefined ? 0 : (Date.now() - newest) / 1_000);
  return batch;
}

const labelsOf = (ctx: RequestContext, { name }: Consumer) => ({ consumer: `${ctx.subgraph.name}<${name}` });

/** What was read, from where. */
interface Read {
  readonly at: Position;
  readonly batch: FeedBatch;
}

async function takeBatch(
  ctx: RequestContext,
  { consumer }: Look,
  { at, batch }: Read,
  handing: (handed: Handed) => void,
): Promise<void> {
  const { name, orderedBy } = consumer;
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
  consumerEvents.inc(labelsOf(ctx, consumer), free.length);
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
