import type { EntityManager } from 'typeorm';
import { toEvent, type LogEvent, type LogRow } from './log.js';

/** Some of the whole log in commit order, and where to go on; see feed.ts. */
export interface FeedBatch {
  readonly events: readonly LogEvent[];
  readonly position: string | null;
  /** Whether more was there than fitted. */
  readonly more: boolean;
}

/** A place in the whole log: after the row (xid, stream, seq). Written `<xid> <seq> <stream>`. */
interface Place {
  readonly xid: string;
  readonly seq: string;
  readonly stream: string;
}

function placeOf(position: string | null): Place {
  const [xid = '0', seq = '0', ...stream] = position?.split(' ') ?? [];
  return { xid, seq, stream: stream.join(' ') };
}

const positionOf = ({ xid, seq, stream }: Place): string => `${xid} ${seq} ${stream}`;

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
     order by log.xid, stream, seq limit $4`,
    [place.xid, place.stream, place.seq, limit],
  );
  const last = rows.at(-1);
  return {
    events: rows.filter((row) => kinds.includes(row.kind)).map(toEvent),
    position: last ? positionOf(last) : after,
    more: rows.length === limit,
  };
}
