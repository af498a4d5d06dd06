import { byKey, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { ThreadAt } from './thread.table.js';

// As with channels, the position of the stream is read with the thread, before anything inside it.
const THREAD = `t.id, t.channel_id, t.root_id, t.topic, t.created_by_id, t.message_count, t.last_seq,
  t.last_message_at, t.active_at, t.participant_ids, t.locked_at, t.version, r.author_id as root_author_id,
  coalesce(h.seq, 0)::int as live_seq`;
const FROM = `thread t left join message r on r.id = t.root_id
  left join log_head h on h.stream = 'channel:' || t.channel_id`;

/** Threads by id, whoever asks. */
export async function threadsById(db: EntityManager, ids: readonly string[]): Promise<Map<string, ThreadAt>> {
  return byKey(await select<ThreadAt>(db, `select ${THREAD} from ${FROM} where t.id = any($1)`, [ids]), 'id');
}

/** A page of a channel's threads by their newest message, lately active first, one more than the limit. */
export function threadsOfChannel(
  db: EntityManager,
  channelId: string,
  topicsOnly: boolean,
  page: PageRequest,
): Promise<ThreadAt[]> {
  return select<ThreadAt>(
    db,
    `select ${THREAD} from ${FROM}
     where t.channel_id = $1 and (t.topic is not null or (not $2 and t.message_count > 0))
       and t.last_seq < $3 and t.last_seq > $4
     order by t.last_seq ${page.backward ? 'asc' : 'desc'} limit $5`,
    [channelId, topicsOnly, page.after?.[0] ?? 2_147_483_647, page.before?.[0] ?? 0, page.limit + 1],
  );
}

/** What is chosen when a thread is made. */
export interface NewThread {
  readonly id: string;
  readonly rootId: string;
  readonly topic: string | null;
  readonly createdById: string;
}

/**
 * Makes the thread of a message and tells the message of it; answers with the one it has already, if somebody was
 * faster. Messages are locked before their channel everywhere, so this comes before anything that locks the channel.
 */
export async function insertThread(db: EntityManager, thread: NewThread): Promise<string | undefined> {
  const made = await selectOne<{ id: string }>(
    db,
    `with made as (
       insert into thread (id, channel_id, root_id, topic, created_by_id, last_seq)
       select $1, m.channel_id, m.id, $3, $4, m.seq from message m where m.id = $2
       on conflict (root_id) do nothing returning id
     ), told as (
       update message set own_thread_id = $1 where id = $2 and exists (select 1 from made)
     )
     select id from made union all select id from thread where root_id = $2`,
    [thread.id, thread.rootId, thread.topic, thread.createdById],
  );
  // A twin that committed while we waited is not in our snapshot yet.
  return made?.id ?? (await threadOfRoot(db, thread.rootId));
}

async function threadOfRoot(db: EntityManager, rootId: string): Promise<string | undefined> {
  const found = await selectOne<{ id: string }>(db, `select id from thread where root_id = $1`, [rootId]);
  return found?.id;
}

/** The topic of that name in a channel, whatever its letters' case. */
export async function topicNamed(
  db: EntityManager,
  channelId: string,
  topic: string,
): Promise<string | undefined> {
  const found = await selectOne<{ id: string }>(
    db,
    `select id from thread where channel_id = $1 and lower(topic) = lower($2)`,
    [channelId, topic],
  );
  return found?.id;
}

/** What changes of a thread; null leaves it as it is. */
export interface ThreadChange {
  readonly id: string;
  readonly expectedVersion: number;
  readonly topic: string | null;
  readonly locked: boolean | null;
}

/** Changes a thread's name or state; answers false when its version has moved on. */
export async function updateThreadRow(db: EntityManager, change: ThreadChange): Promise<boolean> {
  const changed = await select(
    db,
    `update thread set topic = coalesce($3, topic), version = version + 1, changed_xid = pg_current_xact_id(),
       locked_at = case when $4::boolean is null then locked_at
                        when $4 then coalesce(locked_at, clock_timestamp()) end
     where id = $1 and version = $2 returning id`,
    [change.id, change.expectedVersion, change.topic, change.locked],
  );
  return changed.length > 0;
}

/** A message that a thread grows by. */
export interface Growth {
  readonly threadId: string;
  readonly authorId: string;
  readonly seq: number;
  readonly sentAt: Date;
  /** Who follows it from now on, if they do not already: with how far each is taken to have read. */
  readonly follows: readonly { readonly id: string; readonly personId: string; readonly readUpTo: number }[];
}

/** Adds a message to what its thread adds up to, and makes those follow it who are concerned and in the channel. */
export async function growThread(db: EntityManager, growth: Growth): Promise<void> {
  await db.query(
    `with grown as (
       update thread set message_count = message_count + 1, last_seq = $3, last_message_at = $4,
         active_at = date_trunc('milliseconds', $4::timestamptz), changed_xid = pg_current_xact_id(),
         participant_ids = case when $2 = any(participant_ids) or cardinality(participant_ids) >= 10
           then participant_ids else participant_ids || $2::text end
       where id = $1 returning id, channel_id
     )
     insert into thread_follow (id, thread_id, channel_id, person_id, level, last_read_seq)
     select f.id, g.id, g.channel_id, f."personId", 'ALL', f."readUpTo"
     from grown g, jsonb_to_recordset($5::jsonb) as f (id text, "personId" text, "readUpTo" int)
     where exists (select 1 from membership m
       where m.channel_id = g.channel_id and m.person_id = f."personId" and m.ended_at is null)
     on conflict (thread_id, person_id) do nothing`,
    [growth.threadId, growth.authorId, growth.seq, growth.sentAt, JSON.stringify(growth.follows)],
  );
}

/** Adds up threads anew, after messages of theirs went; their newest position stays, so that none is given twice. */
export async function recountThreads(db: EntityManager, ids: readonly string[]): Promise<void> {
  await db.query(
    `update thread t set message_count = n.many, last_message_at = n.last_at,
       last_seq = greatest(t.last_seq, n.last_seq), changed_xid = pg_current_xact_id(),
       active_at = date_trunc('milliseconds', coalesce(n.last_at, t.created_at)),
       participant_ids = coalesce(n.people, '{}')
     from (
       select i.id, s.many, s.last_at, s.last_seq,
         (select array_agg(p.author_id order by p.first) from (
            select author_id, min(seq) as first from message
            where thread_id = i.id and deleted_at is null and withdrawn_at is null and author_id is not null
            group by author_id order by first limit 10) p) as people
       from unnest($1::text[]) as i (id) cross join lateral (
         select count(*)::int as many, max(sent_at) as last_at, coalesce(max(seq), 0) as last_seq from message
         where thread_id = i.id and deleted_at is null and withdrawn_at is null) s
     ) n where t.id = n.id`,
    [ids],
  );
}
