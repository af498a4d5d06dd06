import type { EntityManager } from 'typeorm';
import { toEvent, type LogEvent, type LogRow } from './log.js';

/** Some of the whole log in commit order, and where to go on; see feed.ts. */
export interface FeedBatch {
  readonly events: readonly LogEvent[];
  readonly position: string | null;
  /** Whether more was there than fitted. */
  readonly more: boolean;
}

/**
 * A place in the whole log: after the row (xid, stream, seq) and, when it was taken at a moment in time, after all that
 * had been committed then. Written `<xid> <seq> <stream>`, or `<xid>@<snapshot> <seq> <stream>`.
 */
interface Place {
  readonly xid: string;
  readonly seq: string;
  readonly stream: string;
  /** A pg_snapshot (`xmin:xmax:xip,…`): what it sees lies before this place. */
  readonly snapshot: string | null;
}

function placeOf(position: string | null): Place {
  const [moment = '0', seq = '0', ...stream] = position?.split(' ') ?? [];
  const [xid = '0', snapshot] = moment.split('@');
  return { xid, seq, stream: stream.join(' '), snapshot: snapshot ?? null };
}

const positionOf = ({ xid, seq, stream, snapshot }: Place): string =>
  `${xid}${snapshot === null ? '' : `@${snapshot}`} ${seq} ${stream}`;

/** The snapshot as long as something before its end may still come: transactions that ran when it was taken. */
const stillNeeded = (snapshot: string | null, xid: string): string | null =>
  snapshot !== null && BigInt(xid) < BigInt(snapshot.split(':')[1] ?? '0') ? snapshot : null;

interface FeedRow extends LogRow {
  readonly xid: string;
}

/**
 * The whole log after a position, in commit order: nothing is read that an older, still running transaction could
 * precede (the fence on the snapshot's xmin), so a reader never passes an event that commits late. A row is ordered by
 * `xid`, the largest id of those that wrote to its stream up to then (log_append), which is never less than that of its
 * own writer: so streams are read in their own order, and the fence holds for the writer too.
 */
export async function readFeed(
  db: EntityManager,
  after: string | null,
  kinds: readonly string[],
  limit: number,
): Promise<FeedBatch> {
  const place = placeOf(after);
  // Ordered by log.xid, for the bare name is the output column: a text, which puts 100 before 99 and uses no index.
  const rows: FeedRow[] = await db.query(
    `select stream, seq, kind, data, actor_id, at, xid::text as xid from log
     where (xid, stream, seq) > ($1::text::xid8, $2, $3::bigint)
       and xid < pg_snapshot_xmin(pg_current_snapshot())
       and ($5::text is null or not pg_visible_in_snapshot(coalesce(written_by, xid), $5::text::pg_snapshot))
     order by log.xid, stream, seq limit $4`,
    [place.xid, place.stream, place.seq, limit, place.snapshot],
  );
  const last = rows.at(-1);
  return {
    events: rows.filter((row) => kinds.includes(row.kind)).map(toEvent),
    position: last ? positionOf({ ...last, snapshot: stillNeeded(place.snapshot, last.xid) }) : after,
    more: rows.length === limit,
  };
}

/**
 * The position right now: everything committed so far is before it, everything that commits later is after it. No
 * transaction id alone divides the log so, for an older transaction may commit after a younger one; hence the position
 * carries the snapshot until the reader is past all that ran when it was taken.
 */
export async function readFeedEnd(db: EntityManager): Promise<string> {
  const [now]: { snapshot: string }[] = await db.query(`select pg_current_snapshot()::text as snapshot`);
  if (!now) throw new Error('PostgreSQL did not say what is committed');
  const [xid = '0'] = now.snapshot.split(':');
  return positionOf({ xid, seq: '0', stream: '', snapshot: now.snapshot });
}
