/**
 * What is unread in a thread, as conditions of statements; aliases: f the follow, t its thread, r the membership of
 * its person, p that person, x a message, n a mention. Nothing is stored that could drift: positions decide.
 *
 * What also stands in the channel is read once the reader has passed it in either place.
 */

/** How far somebody has read: less far than they were, where they marked something as unread. */
export const READ_UP_TO = `least(f.last_read_seq, coalesce(f.unread_from_seq - 1, f.last_read_seq))`;

const CHANNEL_READ_UP_TO = `least(r.last_read_seq, coalesce(r.unread_from_seq - 1, r.last_read_seq))`;

/** A message x that counts as unread; what was marked so counts whoever wrote it. */
export const UNREAD_MESSAGE = `x.thread_id = f.thread_id and x.seq > ${READ_UP_TO}
  and x.deleted_at is null and x.withdrawn_at is null
  and (x.seq = f.unread_from_seq or (x.author_id is distinct from f.person_id
    and not (x.in_timeline and x.seq <= ${CHANNEL_READ_UP_TO})))`;

/** That the message of a mention n is not deleted, hidden or held back. */
export const STANDS = 'exists (select 1 from message y where y.id = n.message_id and y.deleted_at is null)';

/** A mention n of somebody in an unread message. */
export const UNREAD_MENTION = `n.thread_id = f.thread_id and n.seq > ${READ_UP_TO} and n.author_id <> f.person_id
  and not (n.in_timeline and n.seq <= ${CHANNEL_READ_UP_TO}) and ${STANDS}
  and (n.kind = 'EVERYONE' or n.target_id = f.person_id or f.person_id = any(n.present_ids)
    or (n.kind = 'GROUP' and n.target_id = any(p.department_ids || p.team_ids || p.role_ids)))`;

/** That a followed thread is silent for a while. */
export const MUTED_NOW = `coalesce(f.muted_until > now(), false)`;

/** The threads that the person $1 follows and may read, among the channels $2 (null for all). */
export const SEEN_THREADS = `thread_follow f
  join thread t on t.id = f.thread_id
  join membership r on r.channel_id = f.channel_id and r.person_id = f.person_id and r.ended_at is null
  left join person p on p.id = f.person_id
  where f.person_id = $1 and ($2::text[] is null or f.channel_id = any($2)) and f.level <> 'NOTHING'`;

/** How many threads of the person $1 have something new that they want to be told of. */
export const UNREAD_THREADS = `(select count(*)::int from ${SEEN_THREADS} and t.last_seq > ${READ_UP_TO}
  and not ${MUTED_NOW} and case f.level when 'ALL' then exists (select 1 from message x where ${UNREAD_MESSAGE})
    else exists (select 1 from mention n where ${UNREAD_MENTION}) end)`;
