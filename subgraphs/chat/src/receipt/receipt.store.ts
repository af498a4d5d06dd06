import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** Where a read cursor came to stand, and whether it is further than it ever was: only that is told to others. */
export interface CursorMove {
  readonly seq: number;
  readonly isFurther: boolean;
}

/**
 * Moves one person's read cursor forward, at most to the newest message, and ends what they marked as unread up to
 * there; answers nothing when neither was to do. Threads whose messages also stand in the channel are told.
 */
export function moveReadCursor(
  db: EntityManager,
  channelId: string,
  personId: string,
  seq: number,
): Promise<CursorMove | undefined> {
  return selectOne<CursorMove>(
    db,
    `with old as (
       select m.id, m.last_read_seq, least($3::int, c.last_seq) as seq
       from membership m join channel c on c.id = m.channel_id
       where m.channel_id = $1 and m.person_id = $2 and m.ended_at is null
         and (m.last_read_seq < least($3::int, c.last_seq) or m.unread_from_seq <= $3)
       for no key update of m
     ), moved as (
       update membership m set last_read_seq = greatest(old.last_read_seq, old.seq),
         unread_from_seq = case when m.unread_from_seq <= old.seq then null else m.unread_from_seq end,
         last_read_at = case when old.seq > old.last_read_seq then clock_timestamp() else m.last_read_at end,
         changed_xid = pg_current_xact_id()
       from old where m.id = old.id
     ), told as (
       update thread_follow f set changed_xid = pg_current_xact_id() from old
       where f.person_id = $2 and f.channel_id = $1 and exists (
         select 1 from message x where x.thread_id = f.thread_id and x.in_timeline
           and x.seq > f.last_read_seq and x.seq <= old.seq)
     )
     select seq, seq > last_read_seq as is_further from old`,
    [channelId, personId, seq],
  );
}

/** Moves one person's read cursor over one message, where it stands right before it and nothing is marked as unread. */
export async function moveOver(
  db: EntityManager,
  channelId: string,
  personId: string,
  seq: number,
): Promise<void> {
  await db.query(
    `update membership set last_read_seq = $3, last_read_at = clock_timestamp(), changed_xid = pg_current_xact_id()
     where channel_id = $1 and person_id = $2 and ended_at is null and last_read_seq = $3 - 1
       and unread_from_seq is null`,
    [channelId, personId, seq],
  );
}

/** Marks a message of a channel and what comes after it as unread for one person. */
export async function markChannelUnread(
  db: EntityManager,
  channelId: string,
  personId: string,
  seq: number,
): Promise<void> {
  await db.query(
    `update membership set unread_from_seq = $3, changed_xid = pg_current_xact_id()
     where channel_id = $1 and person_id = $2 and ended_at is null`,
    [channelId, personId, seq],
  );
}

/** A channel in which a read cursor moved to the end. */
export interface ReadChannel {
  readonly channelId: string;
  readonly seq: number;
  /** Whether that person shows it. */
  readonly showsReceipts: boolean;
}

/** Moves every read cursor of one person to the end, among some channels (null for all); answers with those moved. */
export async function readAllChannels(
  db: EntityManager,
  personId: string,
  onlyIds: readonly string[] | null,
): Promise<ReadChannel[]> {
  const moved = await select<ReadChannel>(
    db,
    `update membership m set last_read_seq = c.last_seq, unread_from_seq = null, last_read_at = clock_timestamp(),
        changed_xid = pg_current_xact_id()
     from channel c
     where c.id = m.channel_id and m.person_id = $1 and m.ended_at is null
       and ($2::text[] is null or m.channel_id = any($2))
       and (m.last_read_seq < c.last_seq or m.unread_from_seq is not null)
     returning m.channel_id, m.last_read_seq as seq, m.shows_receipts`,
    [personId, onlyIds],
  );
  return moved.sort((one, other) => (one.channelId < other.channelId ? -1 : 1));
}
