import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { prepared } from './prepared.js';

/** One entry of the durable log, as followers and consumers see it. */
export interface LogEvent {
  /** What happened; `caughtUp` and `cursorExpired` are made by follow() and stand in no log. */
  readonly kind: string;
  readonly stream: string;
  /** Position in its stream, gapless from 1. */
  readonly seq: number;
  readonly cursor: string;
  readonly at: Date;
  /** Ids, and what is needed to show a removal; never a text that may be redacted. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly actorId: string | null;
}

/** How a use case tells others what happened. */
export interface Events {
  /**
   * Appends to a stream of this subgraph's log; only inside transaction(), which writes it right before the commit and
   * announces it after. The stream's head row is locked until then, so the order within a stream is total and gapless.
   */
  publish(stream: string, kind: string, data: object, options?: { readonly region?: string }): Promise<void>;
  /** Sends something ephemeral (typing, presence) to those who listen right now; never in the log. */
  signal(topic: string, payload: object): Promise<void>;
  /** The cursor that a snapshot read after this call is at least exact at. */
  head(stream: string): Promise<string>;
}

const streamMark = (stream: string): string =>
  createHash('sha256').update(stream).digest('base64url').slice(0, 8);

/** Hides a stream position in an opaque cursor that is valid on every replica and after restarts. */
export const streamCursor = (stream: string, seq: number): string =>
  Buffer.from(`s1.${streamMark(stream)}.${String(seq)}`).toString('base64url');

/** The position in `stream` that a cursor names; null when it is foreign or not ours. */
export function cursorSeq(stream: string, cursor: string): number | null {
  const parts = Buffer.from(cursor, 'base64url').toString('utf8').split('.');
  const seq = Number(parts[2]);
  const ours = parts.length === 3 && parts[0] === 's1' && parts[1] === streamMark(stream);
  return ours && Number.isSafeInteger(seq) && seq >= 0 ? seq : null;
}

/** A row of the table `log`, as the driver reads it. */
export interface LogRow {
  readonly stream: string;
  readonly seq: string;
  readonly kind: string;
  readonly data: Record<string, unknown>;
  readonly actor_id: string | null;
  readonly at: Date;
}

/** The event that a row holds. */
export const toEvent = (row: LogRow): LogEvent => ({
  kind: row.kind,
  stream: row.stream,
  seq: Number(row.seq),
  cursor: streamCursor(row.stream, Number(row.seq)),
  at: row.at,
  data: row.data,
  actorId: row.actor_id,
});

/** What append() needs to know of an event. */
export interface NewEvent {
  readonly stream: string;
  readonly kind: string;
  readonly data: object;
  readonly actorId: string | null;
  readonly region: string | null;
}

const APPEND_MANY = prepared(`
  select seq, at from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
    with ordinality as event (stream, kind, data, actor_id, region, n),
    log_append(event.stream, event.kind, event.data::jsonb, event.actor_id, event.region)
  order by n`);

/** Most transactions say one thing: no list to plan, join and sort. */
const APPEND_ONE = prepared(`select seq, at from log_append($1, $2, $3, $4, $5)`);

/**
 * Appends events in their order, all in one statement: in the caller's transaction or, where there is none, in one of
 * its own. The head row of its stream makes each position unique and gapless.
 */
export async function append(db: EntityManager, events: readonly NewEvent[]): Promise<LogEvent[]> {
  const texts = events.map(({ data }) => JSON.stringify(data));
  const [only] = events;
  const rows: { seq: string; at: Date }[] =
    events.length === 1 && only
      ? await db.query(APPEND_ONE, [only.stream, only.kind, texts[0], only.actorId, only.region])
      : await db.query(APPEND_MANY, [
          events.map(({ stream }) => stream),
          events.map(({ kind }) => kind),
          texts,
          events.map(({ actorId }) => actorId),
          events.map(({ region }) => region),
        ]);
  if (rows.length !== events.length) throw new Error('The log did not answer with the appended rows');
  return events.map(({ stream, kind, actorId }, n) => {
    const { seq, at } = rows[n] as { seq: string; at: Date };
    // As it is read back: what JSON does not hold is not there for those who hear of it at once either.
    const data = JSON.parse(texts[n] as string) as LogEvent['data'];
    return { kind, stream, seq: Number(seq), cursor: streamCursor(stream, Number(seq)), at, data, actorId };
  });
}

/** The rows of a stream after a position, in order. */
export async function readStream(
  db: EntityManager,
  stream: string,
  after: number,
  limit: number,
): Promise<LogEvent[]> {
  const rows: LogRow[] = await db.query(
    `select stream, seq, kind, data, actor_id, at from log where stream = $1 and seq > $2 order by seq limit $3`,
    [stream, after, limit],
  );
  return rows.map(toEvent);
}

/** Where a stream ends, and its rows after a position. */
export interface StreamRead {
  /** The last position; 0 when nothing was ever appended. */
  readonly head: number;
  readonly events: readonly LogEvent[];
  /** Whether rows after the position were pruned or never were: whoever asked has to read the snapshot again. */
  readonly expired: boolean;
}

/**
 * Head and rows of a stream in one statement, so that both are of one moment; with `after` null the head alone.
 * Following from a cursor begins with this and needs nothing else.
 */
export async function readStreamWithHead(
  db: EntityManager,
  stream: string,
  after: number | null,
  limit: number,
): Promise<StreamRead> {
  const rows: (LogRow & { head: string })[] = await db.query(
    `select head.seq as head, row.* from (
       select coalesce((select seq from log_head where stream = $1), 0) as seq
     ) head left join lateral (
       select stream, seq, kind, data, actor_id, at from log
       where stream = $1 and seq > $2 order by log.seq limit $3
     ) row on true`,
    [stream, after, limit],
  );
  const head = Number(rows[0]?.head ?? 0);
  const events = rows.filter(({ seq }) => (seq as string | null) !== null).map(toEvent);
  const reached = events[0]?.seq ?? head + 1;
  return { head, events, expired: after !== null && reached !== after + 1 };
}

/** The last position of each stream; a stream nothing was appended to is at 0. */
export async function readHeads(db: EntityManager, streams: readonly string[]): Promise<Map<string, number>> {
  const rows: { stream: string; seq: string }[] = await db.query(
    `select stream, seq from log_head where stream = any($1)`,
    [streams],
  );
  const heads = new Map(streams.map((stream) => [stream, 0]));
  for (const { stream, seq } of rows) heads.set(stream, Number(seq));
  return heads;
}
