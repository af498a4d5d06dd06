import { prepared, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { CHANNEL, FROM } from '../channel/channel-columns.js';
import type { ChannelAt } from '../channel/channel.table.js';
import { NEWEST } from '../message/timeline.js';
import type { MessageRow } from '../message/message.table.js';
import { UNREAD_THREADS } from '../thread/thread-unread.js';
import { ENTRIES_AT_MOST, type EntryRow, entryAs } from './sidebar.store.js';
import { UNREAD, type Unread } from './unread.store.js';

/** A channel of the viewer with everything that a sidebar shows of it. */
export interface WholeEntry {
  readonly entry: EntryRow;
  readonly channel: ChannelAt;
  readonly unread: Unread;
  readonly newest: Pick<MessageRow, 'id' | 'sentAt'> | null;
}

/** A sidebar as it is at the mark: every transaction before it is contained. */
export interface WholeSidebar {
  readonly mark: string;
  /** In how many threads something waits. */
  readonly unreadThreads: number;
  readonly entries: readonly WholeEntry[];
}

type Row = Unread & {
  readonly mark: string;
  readonly unreadThreads: number;
  readonly entryId: string | null;
  readonly newestId: string | null;
  readonly newestAt: Date;
} & Omit<EntryRow, 'id'> &
  ChannelAt;

function toEntry(row: Row & { readonly entryId: string }): WholeEntry {
  const { entryId: id, membershipId, channelId, personId, lastReadSeq, favorite, section, hidden } = row;
  const { level, mutedUntil, endedAt, stamp, newestId, newestAt } = row;
  const place = { favorite, section, hidden, level, mutedUntil, endedAt };
  return {
    entry: { id, membershipId, channelId, personId, lastReadSeq, ...place, stamp },
    channel: row,
    unread: row,
    newest: newestId === null ? null : { id: newestId, sentAt: newestAt },
  };
}

const WHOLE = prepared(
  `select s.mark, s.unread_threads, e.*
   from (select pg_snapshot_xmin(pg_current_snapshot())::text as mark, ${UNREAD_THREADS} as unread_threads) s
   left join (
     select ${entryAs('entry_id')}, ${CHANNEL}, ${UNREAD}, l.id as newest_id, l.sent_at as newest_at
     from membership m join ${FROM} on c.id = m.channel_id left join person p on p.id = m.person_id
     left join lateral (select m.id, m.sent_at from ${NEWEST}) l on true
     where m.person_id = $1 and ($2::text[] is null or m.channel_id = any($2)) and m.ended_at is null
     order by m.channel_id limit ${String(ENTRIES_AT_MOST)}
   ) e on true`,
);

/**
 * Every channel of a person, within those a guest is limited to, in one statement: it has one snapshot, so the mark fits
 * all of it exactly.
 */
export async function wholeSidebarOf(
  db: EntityManager,
  personId: string,
  onlyIds: readonly string[] | null,
): Promise<WholeSidebar> {
  const rows = await select<Row>(db, WHOLE, [personId, onlyIds]);
  const [first] = rows;
  return {
    mark: first?.mark ?? '0',
    unreadThreads: first?.unreadThreads ?? 0,
    entries: rows
      .filter((row): row is Row & { readonly entryId: string } => row.entryId !== null)
      .map(toEntry),
  };
}
