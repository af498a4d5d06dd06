import type { EntityManager } from 'typeorm';
import type { NotificationLevel } from '../notification/level.js';
import { byKey, select, selectOne } from '../sql.js';
import { READ_UP_TO, STANDS, UNREAD_THREADS } from '../thread/thread-unread.js';
import { sidebarSources } from './sidebar-sources.js';

/** How far the person of a membership m wants to be taken to have read. */
const CHANNEL_READ_UP_TO = `least(m.last_read_seq, coalesce(m.unread_from_seq - 1, m.last_read_seq))`;

/** A channel as one person has it. */
export interface EntryRow {
  readonly id: string;
  readonly membershipId: string;
  readonly channelId: string;
  readonly personId: string;
  readonly lastReadSeq: number;
  readonly favorite: boolean;
  readonly section: string | null;
  readonly hidden: boolean;
  readonly level: NotificationLevel | null;
  readonly mutedUntil: Date | null;
  /** When they left; such rows only tell that the channel went. */
  readonly endedAt: Date | null;
  /** Changes with everything that moves the entry. */
  readonly stamp: string;
}

const ENTRY = `'entry_' || substr(m.id, 12) as id, m.id as membership_id, m.channel_id, m.person_id,
  ${CHANNEL_READ_UP_TO} as last_read_seq,   m.favorite, m.section, m.hidden, m.level, m.muted_until, m.ended_at, m.changed_xid || ' ' || c.changed_xid as stamp`;

const ENTRIES_AT_MOST = 2_000;

/** Entries and the mark of the snapshot they were read in: every transaction before it is contained. */
export interface EntriesAt {
  readonly mark: string;
  /** In how many threads something waits; 0 where only changes were asked for. */
  readonly unreadThreads: number;
  readonly entries: readonly EntryRow[];
}

/** Something besides a channel that moved the sidebar (see sidebar-sources). */
export interface ThingChange {
  readonly kind: string;
  readonly id: string;
  /** Changes with everything that moves the thing. */
  readonly stamp: string;
}

/** Entries and things that changed, and the mark of the snapshot they were read in. */
export interface ChangesAt extends EntriesAt {
  readonly things: readonly ThingChange[];
}

type MarkedRow = {
  readonly mark: string;
  readonly unreadThreads: number;
  readonly things: readonly ThingChange[] | null;
} & { readonly [K in keyof EntryRow]: EntryRow[K] | null };

const THINGS = `(select jsonb_agg(t) from (${sidebarSources.join(' union all ')}) t)`;

// One statement has one snapshot, so the mark fits the rows exactly.
async function markedEntries(
  db: EntityManager,
  { condition, threads, things }: Readonly<Record<'condition' | 'threads' | 'things', string>>,
  parameters: readonly unknown[],
): Promise<ChangesAt> {
  const rows = await select<MarkedRow>(
    db,
    `select s.mark, s.unread_threads, s.things, e.*
     from (select pg_snapshot_xmin(pg_current_snapshot())::text as mark, ${threads} as unread_threads, ${things} as things) s
     left join (
       select ${ENTRY} from membership m join channel c on c.id = m.channel_id
       where m.person_id = $1 and ($2::text[] is null or m.channel_id = any($2)) and ${condition}
       order by m.channel_id limit ${String(ENTRIES_AT_MOST)}
     ) e on true`,
    parameters,
  );
  return {
    mark: rows[0]?.mark ?? '0',
    unreadThreads: rows[0]?.unreadThreads ?? 0,
    things: rows[0]?.things ?? [],
    entries: rows.filter(({ id }) => id !== null) as unknown as EntryRow[],
  };
}

/** Every channel of a person, within those a guest is limited to. */
export const entriesOf = (
  db: EntityManager,
  personId: string,
  onlyIds: readonly string[] | null,
): Promise<EntriesAt> =>
  markedEntries(db, { condition: 'm.ended_at is null', threads: UNREAD_THREADS, things: 'null::jsonb' }, [
    personId,
    onlyIds,
  ]);

/** The channels of a person that changed since a mark, left ones too, and what else moved their sidebar. */
export const changesSince = (
  db: EntityManager,
  personId: string,
  onlyIds: readonly string[] | null,
  mark: string,
): Promise<ChangesAt> =>
  markedEntries(
    db,
    {
      condition: '(m.changed_xid >= $3::text::xid8 or c.changed_xid >= $3::text::xid8)',
      threads: '0',
      things: THINGS,
    },
    [personId, onlyIds, mark],
  );

/** The mark of this moment, and whether another one lies in the future of this database. */
export async function marksNow(db: EntityManager, mark: string): Promise<{ now: string; isFuture: boolean }> {
  const row = await selectOne<{ now: string; isFuture: boolean }>(
    db,
    `select pg_snapshot_xmin(pg_current_snapshot())::text as now,
            $1::text::xid8 > pg_snapshot_xmax(pg_current_snapshot()) as is_future`,
    [mark],
  );
  return row ?? { now: '0', isFuture: true };
}

/** How much somebody has not read in a channel. */
export interface Unread {
  readonly membershipId: string;
  readonly unreadCount: number;
  readonly mentionCount: number;
}

/** Counting ends here: beyond it no person cares for the number, and a sidebar must not cost what it shows. */
const COUNTED_UP_TO = 1_000;

/** That what is shown in the channel and in a thread was not read in the thread; marking it as unread goes before. */
const notReadIn = (alias: string): string =>
  `(${alias}.thread_id is null or ${alias}.seq = m.unread_from_seq or not exists (
    select 1 from thread_follow f where f.thread_id = ${alias}.thread_id and f.person_id = m.person_id
      and ${alias}.seq <= ${READ_UP_TO}))`;

/** What somebody marked as unread counts also where it is their own, or the system's. */
const MARKED = `(select count(*)::int from message y
  where y.channel_id = m.channel_id and y.seq = m.unread_from_seq and y.deleted_at is null
    and (y.kind = 'SYSTEM' or y.author_id = m.person_id))`;

/**
 * Messages and mentions after the read cursor, counted from positions every time: nothing is stored that could drift.
 * One's own messages, the system's, deleted ones and those of threads do not count.
 */
export async function unreadOf(
  db: EntityManager,
  membershipIds: readonly string[],
): Promise<Map<string, Unread>> {
  const rows = await select<Unread>(
    db,
    `select m.id as membership_id,
       (select count(*)::int from (
          select 1 from message x where x.channel_id = m.channel_id and x.seq > ${CHANNEL_READ_UP_TO}
            and x.in_timeline and x.deleted_at is null and x.kind <> 'SYSTEM'
            and x.author_id is distinct from m.person_id and ${notReadIn('x')}
          limit ${String(COUNTED_UP_TO)}) u) + ${MARKED} as unread_count,
       (select count(distinct n.message_id)::int from mention n
        where n.channel_id = m.channel_id and n.seq > ${CHANNEL_READ_UP_TO}
          and n.in_timeline and n.author_id <> m.person_id and ${notReadIn('n')} and ${STANDS}
          and (n.kind = 'EVERYONE' or n.target_id = m.person_id or m.person_id = any(n.present_ids)
               or (n.kind = 'GROUP' and n.target_id = any(p.department_ids || p.team_ids || p.role_ids)))) as mention_count
     from membership m left join person p on p.id = m.person_id where m.id = any($1)`,
    [membershipIds],
  );
  return byKey(rows, 'membershipId');
}
