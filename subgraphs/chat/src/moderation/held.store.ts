import { selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** A message that somebody decides about, and where it stands. */
export interface Judged {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string | null;
  readonly threadId: string | null;
  readonly state: 'HELD' | 'HIDDEN' | 'GONE' | 'SHOWN';
}

/** A message as it stands now; its channel is locked before. */
export const judgedMessage = (db: EntityManager, id: string): Promise<Judged | undefined> =>
  selectOne<Judged>(
    db,
    `select id, channel_id, author_id, thread_id, case when held_at is not null then 'HELD' when hidden_at is not null then 'HIDDEN'
       when deleted_at is not null or withdrawn_at is not null then 'GONE' else 'SHOWN' end as state
     from message where id = $1`,
    [id],
  );

// What is held or hidden is marked as withdrawn and as deleted as well, with its words kept: whatever leaves out the
// one or the other (lists, counts, search) leaves it out by that.

/** Leaves a message out of its channel, whole as it is. */
export async function hideMessage(db: EntityManager, id: string): Promise<void> {
  await db.query(
    `with hidden as (
       update message set hidden_at = clock_timestamp(), withdrawn_at = clock_timestamp(), deleted_at = clock_timestamp()
       where id = $1 returning channel_id
     )
     update channel set changed_xid = pg_current_xact_id() where id in (select channel_id from hidden)`,
    [id],
  );
}

/** Puts a hidden message back in its place. */
export async function showMessage(db: EntityManager, id: string): Promise<void> {
  await db.query(
    `with shown as (
       update message set hidden_at = null, withdrawn_at = null, deleted_at = null where id = $1 returning channel_id
     )
     update channel set changed_xid = pg_current_xact_id() where id in (select channel_id from shown)`,
    [id],
  );
}

/** Sends a message that was held: it takes the next position, for what was read meanwhile must not hide it. */
export async function releaseMessage(db: EntityManager, id: string): Promise<void> {
  await db.query(
    `with next as (
       update channel c set last_seq = last_seq + 1, changed_xid = pg_current_xact_id()
       from message m where m.id = $1 and c.id = m.channel_id returning c.last_seq
     ), released as (
       update message set seq = next.last_seq, sent_at = clock_timestamp(), held_at = null, withdrawn_at = null,
         deleted_at = null
       from next where id = $1 returning id, seq
     )
     update mention set seq = released.seq from released where message_id = released.id`,
    [id],
  );
}

/** Ends the wait of a message that was held or hidden and is not to be shown: what is deleted is not withheld. */
export async function endWait(db: EntityManager, id: string): Promise<void> {
  await db.query('update message set held_at = null, hidden_at = null, deleted_at = null where id = $1', [
    id,
  ]);
}

/** Notes that somebody speaks now; answers with the seconds to wait where their last word is too near, else 0. */
export async function markSpoken(
  db: EntityManager,
  place: { readonly channelId: string; readonly personId: string; readonly seconds: number },
): Promise<number> {
  const row = await selectOne<{ wait: number }>(
    db,
    `with spoken as (
       insert into slow_mode_mark as old (channel_id, person_id, posted_at) values ($1, $2, clock_timestamp())
       on conflict (channel_id, person_id) do update set posted_at = excluded.posted_at
         where old.posted_at <= excluded.posted_at - make_interval(secs => $3)
       returning 0 as wait
     )
     select wait from spoken
     union all
     select ceil(extract(epoch from posted_at + make_interval(secs => $3) - clock_timestamp()))::int
     from slow_mode_mark where channel_id = $1 and person_id = $2 and not exists (select from spoken)`,
    [place.channelId, place.personId, place.seconds],
  );
  return row?.wait ?? 0;
}
