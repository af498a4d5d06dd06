import type { EntityManager } from 'typeorm';
import type { PageRequest } from './connection.js';
import { conflict, notFound } from './errors.js';
import { isOutage } from './outage.js';
import type { Consumer } from './consume.js';
import type { RequestContext } from './context.js';
import { newId } from './id.js';
import { streamCursor, type LogEvent } from './log.js';
import { deadLetters } from './metrics.js';
import { transaction } from './transaction.js';

/** An event that a consumer could not take in, or that waits behind one. */
export interface DeadLetterRow {
  readonly id: string;
  /** Its place among all dead letters of this subgraph, which is the order they were set aside in. */
  readonly place: string;
  /** The subgraph whose log it is from. */
  readonly source: string;
  readonly stream: string;
  readonly seq: string;
  readonly kind: string;
  readonly data: Record<string, unknown>;
  readonly actorId: string | null;
  readonly happenedAt: Date;
  /** Why it failed; null while it only waits behind an earlier one of the same ordering. */
  readonly error: string | null;
  readonly attempts: number;
  readonly setAsideAt: Date;
}

const COLUMNS = `id, place, consumer as source, stream, seq, kind, data, actor_id as "actorId",
  happened_at as "happenedAt", error, attempts, at as "setAsideAt"`;

/** True of a letter when an earlier one of the same ordering is there; of two aliases `letter` and `earlier`. */
const WAITS = `exists (select from dead_letter earlier
  where earlier.consumer = letter.consumer and earlier.ordering = letter.ordering
    and earlier.place < letter.place)`;

const LONGEST_ERROR = 500;

/** What is kept of a failure: its sentence, without the stack. */
export const sentenceOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, LONGEST_ERROR);

const eventOf = (row: DeadLetterRow): LogEvent => ({
  kind: row.kind,
  stream: row.stream,
  seq: Number(row.seq),
  cursor: streamCursor(row.stream, Number(row.seq)),
  at: row.happenedAt,
  data: row.data,
  actorId: row.actorId,
});

const nameOf = (ctx: RequestContext, source: string): string => `${ctx.subgraph.name}<${source}`;

/** Sets an event aside; `failure` is null when it only waits behind an earlier one. */
export async function setAside(
  ctx: RequestContext,
  { name: source, orderedBy }: Consumer,
  event: LogEvent,
  failure: { readonly error: unknown; readonly attempts: number } | null,
): Promise<string> {
  const organizationId = event.data['organizationId'];
  const id = newId('dead_letter');
  await ctx.db.query(
    `insert into dead_letter (id, consumer, ordering, organization_id, stream, seq, kind, data, actor_id, happened_at,
       error, attempts) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (consumer, stream, seq) do nothing`,
    [
      ...[id, source, orderedBy(event), typeof organizationId === 'string' ? organizationId : null],
      ...[event.stream, event.seq, event.kind, JSON.stringify(event.data), event.actorId, event.at],
      ...[failure && sentenceOf(failure.error), failure?.attempts ?? 0],
    ],
  );
  deadLetters.inc({ consumer: nameOf(ctx, source), outcome: failure ? 'failed' : 'waiting' });
  return id;
}

/** The orderings of which something was set aside: nothing later of them may be taken in before. */
export async function blockedOrderings(db: EntityManager, source: string): Promise<Set<string>> {
  const rows: { ordering: string }[] = await db.query(
    `select distinct ordering from dead_letter where consumer = $1`,
    [source],
  );
  return new Set(rows.map(({ ordering }) => ordering));
}

/** The oldest one that waited behind another and now is the first of its ordering. */
export async function nextReleased(db: EntityManager, source: string): Promise<DeadLetterRow | null> {
  const rows: DeadLetterRow[] = await db.query(
    `select ${COLUMNS} from dead_letter letter where consumer = $1 and error is null and not ${WAITS}
     order by place limit 1`,
    [source],
  );
  return rows[0] ?? null;
}

/** Takes a dead letter in: its effect and its removal are one transaction, that of `ctx`. */
export async function takeLetter(ctx: RequestContext, consumer: Consumer, row: DeadLetterRow): Promise<void> {
  await consumer.handle(ctx, [eventOf(row)]);
  await ctx.db.query(`delete from dead_letter where id = $1`, [row.id]);
  deadLetters.inc({ consumer: nameOf(ctx, row.source), outcome: 'taken' });
}

/** Notes that a dead letter failed again. */
export async function noteFailure(db: EntityManager, id: string, error: unknown): Promise<void> {
  await db.query(`update dead_letter set error = $2, attempts = attempts + 1 where id = $1`, [
    id,
    sentenceOf(error),
  ]);
}

/**
 * A dead letter that may be replayed or discarded now. Its consumer stands still until the caller's transaction ends,
 * so that nothing of the same ordering overtakes it.
 * @throws NOT_FOUND when there is none; CONFLICT when it waits behind an earlier one
 */
async function firstOfItsOrdering(ctx: RequestContext, id: string): Promise<DeadLetterRow> {
  await ctx.db.query(
    `select from consumer_position where consumer = (select consumer from dead_letter where id = $1) for update`,
    [id],
  );
  const [row]: (DeadLetterRow & { readonly waits: boolean })[] = await ctx.db.query(
    `select ${COLUMNS}, ${WAITS} as waits from dead_letter letter where id = $1`,
    [id],
  );
  if (!row) throw notFound('Dead letter');
  if (row.waits) {
    throw conflict('It waits behind an earlier event of the same thing; replay or discard that first');
  }
  return row;
}

/** What goes around a replay or discard, in its transaction: a client key, an audit entry. It calls `act` once. */
export type Around = (ctx: RequestContext, act: () => Promise<void>) => Promise<void>;

const nothingAround: Around = (_ctx, act) => act();

/**
 * Runs the handler on a dead letter and removes it, in one transaction; what waited behind it follows by itself.
 * @param ctx of the product itself, as consumers have it
 * @throws NOT_FOUND; CONFLICT when it waits behind an earlier one, or when it fails again
 */
export async function replayDeadLetter(
  ctx: RequestContext,
  id: string,
  around = nothingAround,
): Promise<void> {
  const handling = { begun: false };
  try {
    await transaction(ctx, (inner) =>
      around(inner, async () => {
        const row = await firstOfItsOrdering(inner, id);
        const consumer = inner.subgraph.consumerOf(row.source);
        if (!consumer) throw conflict(`Nothing here takes in events of ${row.source} any more; discard it`);
        handling.begun = true;
        await takeLetter(inner, consumer, row);
      }),
    );
  } catch (error) {
    // Everything was rolled back; the letter stands, and says how it failed this time.
    if (!handling.begun || isOutage(error)) throw error;
    await noteFailure(ctx.subgraph.database.manager, id, error);
    throw conflict(`It failed again: ${sentenceOf(error)}`);
  }
}

/**
 * Gives an event up for good: its effect never happens here. What waited behind it follows by itself.
 * @throws NOT_FOUND; CONFLICT when it waits behind an earlier one
 */
export function discardDeadLetter(ctx: RequestContext, id: string, around = nothingAround): Promise<void> {
  return transaction(ctx, (inner) =>
    around(inner, async () => {
      const { source } = await firstOfItsOrdering(inner, id);
      await inner.db.query(`delete from dead_letter where id = $1`, [id]);
      deadLetters.inc({ consumer: nameOf(inner, source), outcome: 'discarded' });
    }),
  );
}

/** Whether a dead letter of that organisation is there. */
export async function isLetterOf(db: EntityManager, organizationId: string, id: string): Promise<boolean> {
  const rows: unknown[] = await db.query(`select from dead_letter where id = $1 and organization_id = $2`, [
    id,
    organizationId,
  ]);
  return rows.length > 0;
}

/** Dead letters of an organisation in the order they were set aside in; newest first when `backward`. */
export function listDeadLetters(
  db: EntityManager,
  organizationId: string,
  { after, before, backward, limit }: PageRequest,
): Promise<DeadLetterRow[]> {
  return db.query(
    `select ${COLUMNS} from dead_letter
     where organization_id = $1 and ($2::bigint is null or place > $2) and ($3::bigint is null or place < $3)
     order by place ${backward ? 'desc' : 'asc'} limit $4`,
    [organizationId, after?.[0] ?? null, before?.[0] ?? null, limit + 1],
  );
}
