import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { NotificationLevel } from '../notification/level.js';
import { sidebarSources } from './sidebar-sources.js';

/** How far the person of a membership m wants to be taken to have read. */
export const CHANNEL_READ_UP_TO = `least(m.last_read_seq, coalesce(m.unread_from_seq - 1, m.last_read_seq))`;

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

/** What a statement selects of a membership m in a channel c; the id is that of the entry, under a name of choice. */
export const entryAs = (
  id: string,
): string => `'entry_' || substr(m.id, 12) as ${id}, m.id as membership_id, m.channel_id, m.person_id,
  ${CHANNEL_READ_UP_TO} as last_read_seq, m.favorite, m.section, m.hidden, m.level, m.muted_until, m.ended_at, m.changed_xid || ' ' || c.changed_xid as stamp`;

/** As many channels a sidebar has at most. */
export const ENTRIES_AT_MOST = 2_000;

/** Entries and the mark of the snapshot they were read in: every transaction before it is contained. */
export interface EntriesAt {
  readonly mark: string;
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
  readonly things: readonly ThingChange[] | null;
} & { readonly [K in keyof EntryRow]: EntryRow[K] | null };

const THINGS = `(select jsonb_agg(t) from (${sidebarSources.join(' union all ')}) t)`;

// One statement has one snapshot, so the mark fits the rows exactly.
async function markedEntries(
  db: EntityManager,
  { condition, things }: Readonly<Record<'condition' | 'things', string>>,
  parameters: readonly unknown[],
): Promise<ChangesAt> {
  const rows = await select<MarkedRow>(
    db,
    `select s.mark, s.things, e.*
     from (select pg_snapshot_xmin(pg_current_snapshot())::text as mark, ${things} as things) s
     left join (
       select ${entryAs('id')} from membership m join channel c on c.id = m.channel_id
       where m.person_id = $1 and ($2::text[] is null or m.channel_id = any($2)) and ${condition}
       order by m.channel_id limit ${String(ENTRIES_AT_MOST)}
     ) e on true`,
    parameters,
  );
  return {
    mark: rows[0]?.mark ?? '0',
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
  markedEntries(db, { condition: 'm.ended_at is null', things: 'null::jsonb' }, [personId, onlyIds]);

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
