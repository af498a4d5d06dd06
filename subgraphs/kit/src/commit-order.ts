import type { DataSource } from 'typeorm';
import { toEvent, type LogEvent, type LogRow } from './log.js';

/** Some of the whole log in commit order, and where to go on; see feed.ts. */
export interface FeedBatch {
  readonly events: readonly LogEvent[];
  readonly position: string | null;
  /** Whether more was there than fitted. */
  readonly more: boolean;
  /** Whether what comes next waits for a transaction that began before it and still runs; nobody is woken when it ends. */
  readonly held: boolean;
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
  readonly held: boolean;
}

/** From where, and how much at once. */
interface Stretch {
  readonly place: Place;
  readonly limit: number;
}

/**
 * What is committed after a place. A row is `held` when a transaction that is older than its writer may still append
 * before it: one that this statement's snapshot saw running, unless `fence` says that those are no writers of this log.
 */
function readRows({ manager }: DataSource, { place, limit }: Stretch, fence: string): Promise<FeedRow[]> {
  // Ordered by log.xid, for the bare name is the output column: a text, which puts 100 before 99 and uses no index.
  return manager.query(
    `select stream, seq, kind, data, actor_id, at, xid::text as xid,
       xid >= greatest(pg_snapshot_xmin(pg_current_snapshot()), $5::text::xid8) as held
     from log where (xid, stream, seq) > ($1::text::xid8, $2, $3::bigint)
     order by log.xid, stream, seq limit $4`,
    [place.xid, place.stream, place.seq, limit, fence],
  );
}

/**
 * The id before which every transaction of this database is over. The snapshot's xmin, which costs nothing, is that of
 * the whole server: a long transaction of a neighbouring database, or the statistics that the server gathers by itself,
 * hold it back without ever writing here.
 *
 * Read in a statement of its own, before the rows: a transaction below the fence that is not among the activities was
 * over when they were read, so the next snapshot sees what it wrote. Ids of activities have 32 bits and are told by
 * their distance from the snapshot's xmax. Where sessions of other roles are hidden from ours the fence is 0, and only
 * xmin counts.
 */
async function fenceOf({ manager }: DataSource): Promise<string> {
  const [row]: { fence: string }[] = await manager.query(
    `with now as (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as xmax),
     running as (
       select (backend_xid::text::bigint - xmax % 4294967296 + 6442450944) % 4294967296 - 2147483648 as distance,
         query = '<insufficient privilege>' as is_hidden
       from pg_stat_activity, now
       where datname = current_database() and backend_type <> 'autovacuum worker'
     )
     select case when exists (select from running where is_hidden) then '0'
       else (xmax + least(0, (select min(distance) from running)))::text end as fence
     from now`,
  );
  return row?.fence ?? '0';
}

/**
 * The whole log after a position, in commit order: nothing is read that an older, still running transaction could
 * precede, so a reader never passes an event that commits late. A row is ordered by `xid`, the largest id of those that
 * wrote to its stream up to then (log_append), which is never less than that of its own writer: so streams are read in
 * their own order, and the fence holds for the writer too. Each statement needs a snapshot of its own, so this reads
 * through the pool and never in a transaction.
 */
export async function readFeed(
  database: DataSource,
  after: string | null,
  kinds: readonly string[],
  limit: number,
): Promise<FeedBatch> {
  const stretch = { place: placeOf(after), limit };
  let rows = await readRows(database, stretch, '0');
  if (rows[0]?.held) rows = await readRows(database, stretch, await fenceOf(database));
  const firstHeld = rows.findIndex(({ held }) => held);
  const free = firstHeld < 0 ? rows : rows.slice(0, firstHeld);
  const last = free.at(-1);
  return {
    events: free.filter((row) => kinds.includes(row.kind)).map(toEvent),
    position: last ? positionOf(last) : after,
    more: free.length === limit,
    held: firstHeld >= 0,
  };
}
