import { byKey, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { READ_UP_TO, STANDS } from '../thread/thread-unread.js';
import { CHANNEL_READ_UP_TO } from './sidebar.store.js';

/** How much somebody has not read in a channel. */
export interface Unread {
  readonly membershipId: string;
  readonly unreadCount: number;
  readonly mentionCount: number;
}

/** What is shown ends here: beyond it no person cares for the number. */
const COUNTED_UP_TO = 1_000;

/** That what is shown in the channel and in a thread was read in the thread; marking it as unread goes before. */
const readIn = (alias: string): string =>
  `(${alias}.thread_id is not null and ${alias}.seq is distinct from m.unread_from_seq and exists (
    select 1 from thread_follow f where f.thread_id = ${alias}.thread_id and f.person_id = m.person_id
      and ${alias}.seq <= ${READ_UP_TO}))`;

/** Messages of the channel after the read cursor that a condition of an index of exceptions is true of. */
const after = (condition: string): string =>
  `(select count(*)::int from message x
    where x.channel_id = m.channel_id and x.seq > ${CHANNEL_READ_UP_TO} and ${condition})`;

/** What counts for whoever did not write it. */
const COUNTED = `x.in_timeline and x.deleted_at is null and x.kind <> 'SYSTEM'`;

/** Positions have no holes: all of those after the read cursor, less those that count for nobody or not for this person. */
const MESSAGES = `c.last_seq - ${CHANNEL_READ_UP_TO}
  - ${after(`(not x.in_timeline or x.deleted_at is not null or x.kind = 'SYSTEM')`)}
  - ${after(`x.author_id = m.person_id and ${COUNTED}`)}
  - ${after(`x.thread_id is not null and ${COUNTED} and x.author_id is distinct from m.person_id and ${readIn('x')}`)}`;

/** What somebody marked as unread counts also where it is their own, or the system's. */
const MARKED = `(select count(*)::int from message y
  where y.channel_id = m.channel_id and y.seq = m.unread_from_seq and y.deleted_at is null
    and (y.kind = 'SYSTEM' or y.author_id = m.person_id))`;

/**
 * What a statement selects of what is unread in a membership m of a channel c by a person p: messages and mentions after
 * the read cursor, counted from positions every time; nothing is stored that could drift. One's own messages, the
 * system's, deleted ones and those of threads do not count.
 */
export const UNREAD = `least(${MESSAGES}, ${String(COUNTED_UP_TO)}) + ${MARKED} as unread_count,
  (select count(distinct n.message_id)::int from mention n
   where n.channel_id = m.channel_id and n.seq > ${CHANNEL_READ_UP_TO}
     and n.in_timeline and n.author_id <> m.person_id and not ${readIn('n')} and ${STANDS}
     and (n.kind = 'EVERYONE' or n.target_id = m.person_id or m.person_id = any(n.present_ids)
          or (n.kind = 'GROUP' and n.target_id = any(p.department_ids || p.team_ids || p.role_ids)))) as mention_count`;

/** What is unread in these memberships. */
export async function unreadOf(
  db: EntityManager,
  membershipIds: readonly string[],
): Promise<Map<string, Unread>> {
  const rows = await select<Unread>(
    db,
    `select m.id as membership_id, ${UNREAD}
     from membership m join channel c on c.id = m.channel_id left join person p on p.id = m.person_id
     where m.id = any($1)`,
    [membershipIds],
  );
  return byKey(rows, 'membershipId');
}
