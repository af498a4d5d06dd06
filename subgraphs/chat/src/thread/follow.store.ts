import { boundsOf, byKey, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { NotificationLevel } from '../notification/level.js';
import { READ_UP_TO, SEEN_THREADS, UNREAD_MENTION, UNREAD_MESSAGE, UNREAD_THREADS } from './thread-unread.js';

/** Somebody's place in a thread, with how far they have read as they want it to be taken. */
export interface FollowRow {
  readonly id: string;
  readonly threadId: string;
  readonly channelId: string;
  readonly personId: string;
  readonly level: NotificationLevel;
  readonly mutedUntil: Date | null;
  readonly readUpTo: number;
}

const FOLLOW = `f.id, f.thread_id, f.channel_id, f.person_id, f.level, f.muted_until, ${READ_UP_TO} as read_up_to`;

/** Places in threads by id, whoever asks. */
export async function followsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, FollowRow>> {
  const rows = await select<FollowRow>(db, `select ${FOLLOW} from thread_follow f where f.id = any($1)`, [
    ids,
  ]);
  return byKey(rows, 'id');
}

/** One person's places in threads, by thread. */
export async function followsOf(
  db: EntityManager,
  personId: string,
  threadIds: readonly string[],
): Promise<Map<string, FollowRow>> {
  const rows = await select<FollowRow>(
    db,
    `select ${FOLLOW} from thread_follow f where f.person_id = $1 and f.thread_id = any($2)`,
    [personId, threadIds],
  );
  return byKey(rows, 'threadId');
}

/** A followed thread in the inbox, and when it was last active, in milliseconds since 1970. */
export interface InboxRow extends FollowRow {
  readonly activeMs: number;
}

/** A page of the threads that somebody follows, lately active first, one more than the limit. */
export function followedThreads(
  db: EntityManager,
  {
    personId,
    onlyIds,
    unreadOnly,
  }: { personId: string; onlyIds: readonly string[] | null; unreadOnly: boolean },
  page: PageRequest,
): Promise<InboxRow[]> {
  const order = page.backward ? 'asc' : 'desc';
  return select<InboxRow>(
    db,
    `select ${FOLLOW}, (extract(epoch from t.active_at) * 1000)::float8 as active_ms
     from ${SEEN_THREADS} and (t.message_count > 0 or t.topic is not null)
       and (not $3 or (t.last_seq > ${READ_UP_TO}
         and exists (select 1 from message x where ${UNREAD_MESSAGE} limit 1)))
       and ($4::float8 is null or (t.active_at, f.id) < (to_timestamp($4::float8 / 1000), $5::text))
       and ($6::float8 is null or (t.active_at, f.id) > (to_timestamp($6::float8 / 1000), $7::text))
     order by t.active_at ${order}, f.id ${order} limit $8`,
    [personId, onlyIds, unreadOnly, ...boundsOf(page), page.limit + 1],
  );
}

/** How much somebody has not read in a thread. */
export interface ThreadUnread {
  readonly followId: string;
  readonly unreadCount: number;
  readonly mentionCount: number;
}

const COUNTED_UP_TO = 1_000;

/** Messages and mentions after the read cursor, counted from positions every time, as those of channels are. */
export async function unreadInThreads(
  db: EntityManager,
  followIds: readonly string[],
): Promise<Map<string, ThreadUnread>> {
  const rows = await select<ThreadUnread>(
    db,
    `select f.id as follow_id,
       (select count(*)::int from (
          select 1 from message x where ${UNREAD_MESSAGE} limit ${String(COUNTED_UP_TO)}) u) as unread_count,
       (select count(distinct n.message_id)::int from mention n where ${UNREAD_MENTION}) as mention_count
     from thread_follow f
     join membership r on r.channel_id = f.channel_id and r.person_id = f.person_id
     left join person p on p.id = f.person_id where f.id = any($1)`,
    [followIds],
  );
  return byKey(rows, 'followId');
}

/** Sets what somebody is told of in a thread; whoever follows it anew begins at the present. */
export async function setFollowLevel(
  db: EntityManager,
  follow: {
    readonly id: string;
    readonly threadId: string;
    readonly personId: string;
    readonly level: NotificationLevel;
    readonly mutedUntil?: Date | null;
  },
): Promise<string | undefined> {
  const set = await selectOne<{ id: string }>(
    db,
    `insert into thread_follow as old (id, thread_id, channel_id, person_id, level, muted_until, last_read_seq)
     select $1, t.id, t.channel_id, $3, $4, $5, t.last_seq from thread t where t.id = $2
     on conflict (thread_id, person_id) do update set level = excluded.level, muted_until = excluded.muted_until,
       changed_xid = pg_current_xact_id()
     returning old.id`,
    [follow.id, follow.threadId, follow.personId, follow.level, follow.mutedUntil ?? null],
  );
  return set?.id;
}

/** Ends a silence that was to last until then, unless another was chosen meanwhile; answers whose it was. */
export async function endSilence(
  db: EntityManager,
  followId: string,
  until: Date,
): Promise<{ readonly personId: string } | undefined> {
  return selectOne(
    db,
    `update thread_follow set muted_until = null, changed_xid = pg_current_xact_id()
     where id = $1 and muted_until = $2 returning person_id`,
    [followId, until],
  );
}

/** In how many threads something waits for that person. */
export async function countUnreadThreads(
  db: EntityManager,
  personId: string,
  onlyIds: readonly string[] | null,
): Promise<number> {
  const row = await selectOne<{ many: number }>(db, `select ${UNREAD_THREADS} as many`, [personId, onlyIds]);
  return row?.many ?? 0;
}

/**
 * Moves one person's read cursor in a thread forward, at most to its newest message, and ends what they marked as
 * unread there. Where a message that also stands in the channel is read by it, the channel's entry is told.
 */
export async function moveThreadCursor(
  db: EntityManager,
  threadId: string,
  personId: string,
  seq: number,
): Promise<{ readonly seq: number; readonly isFurther: boolean } | undefined> {
  return selectOne(
    db,
    `with old as (
       select f.id, f.channel_id, f.last_read_seq, least($3::int, t.last_seq) as seq
       from thread_follow f join thread t on t.id = f.thread_id
       where f.thread_id = $1 and f.person_id = $2
         and (f.last_read_seq < least($3::int, t.last_seq) or f.unread_from_seq <= $3)
       for no key update of f
     ), moved as (
       update thread_follow f set last_read_seq = greatest(old.last_read_seq, old.seq),
         unread_from_seq = case when f.unread_from_seq <= old.seq then null else f.unread_from_seq end,
         changed_xid = pg_current_xact_id()
       from old where f.id = old.id
     ), told as (
       update membership r set changed_xid = pg_current_xact_id() from old
       where r.channel_id = old.channel_id and r.person_id = $2 and exists (
         select 1 from message x where x.thread_id = $1 and x.in_timeline and x.seq <= old.seq
           and x.seq > r.last_read_seq)
     )
     select seq, seq > last_read_seq as is_further from old`,
    [threadId, personId, seq],
  );
}

/** Marks a message of a thread and what comes after it as unread; whoever did not follow the thread does from now on. */
export async function markThreadUnread(
  db: EntityManager,
  follow: { readonly id: string; readonly threadId: string; readonly personId: string; readonly seq: number },
): Promise<void> {
  await db.query(
    `insert into thread_follow as old (id, thread_id, channel_id, person_id, level, last_read_seq, unread_from_seq)
     select $1, t.id, t.channel_id, $3, 'ALL', t.last_seq, $4 from thread t where t.id = $2
     on conflict (thread_id, person_id) do update set unread_from_seq = $4, changed_xid = pg_current_xact_id()`,
    [follow.id, follow.threadId, follow.personId, follow.seq],
  );
}

/** Takes everything for read in the threads that one person follows, among some channels (null for all). */
export async function readAllThreads(
  db: EntityManager,
  personId: string,
  onlyIds: readonly string[] | null,
): Promise<void> {
  await db.query(
    `update thread_follow f set last_read_seq = greatest(f.last_read_seq, t.last_seq), unread_from_seq = null,
       changed_xid = pg_current_xact_id()
     from thread t where t.id = f.thread_id and f.person_id = $1 and ($2::text[] is null or f.channel_id = any($2))
       and (f.last_read_seq < t.last_seq or f.unread_from_seq is not null)`,
    [personId, onlyIds],
  );
}

/** Takes for read what was said in a channel's threads while people were away from it. */
export async function catchUpInThreads(
  db: EntityManager,
  channelId: string,
  personIds: readonly string[],
): Promise<void> {
  await db.query(
    `update thread_follow f set last_read_seq = greatest(f.last_read_seq, t.last_seq), unread_from_seq = null,
       changed_xid = pg_current_xact_id()
     from thread t where t.id = f.thread_id and f.channel_id = $1 and f.person_id = any($2)
       and f.last_read_seq < t.last_seq`,
    [channelId, personIds],
  );
}
