import { boundsOf, byKey, byTime, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { SavedItemRow } from './saved-item.table.js';

const COLUMNS = 's.id, s.person_id, s.message_id, s.note, s.remind_at, s.reminded_at, s.saved_at';

/** What is kept of a message that is put aside. What is not `set` stays as it was. */
export interface Keeping {
  readonly id: string;
  readonly personId: string;
  readonly messageId: string;
  readonly note: string | null;
  readonly setsNote: boolean;
  readonly remindAt: Date | null;
  readonly setsReminder: boolean;
}

/** Puts a message aside, or changes what is said of one that is. */
export function upsertItem(db: EntityManager, item: Keeping): Promise<SavedItemRow | undefined> {
  return selectOne<SavedItemRow>(
    db,
    `insert into saved_item as s (id, person_id, message_id, note, remind_at, saved_at)
     values ($1, $2, $3, $4, $5, clock_timestamp())
     on conflict (person_id, message_id) do update
       set note = case when $6 then excluded.note else s.note end,
         remind_at = case when $7 then excluded.remind_at else s.remind_at end,
         reminded_at = case when $7 then null else s.reminded_at end
     returning ${COLUMNS}`,
    [item.id, item.personId, item.messageId, item.note, item.remindAt, item.setsNote, item.setsReminder],
  );
}

/** Takes a person's item away; says whether there was one. */
export async function deleteItem(db: EntityManager, id: string, personId: string): Promise<boolean> {
  const gone = await select(db, 'delete from saved_item where id = $1 and person_id = $2 returning id', [
    id,
    personId,
  ]);
  return gone.length > 0;
}

export async function itemsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, SavedItemRow>> {
  const statement = `select ${COLUMNS} from saved_item s where s.id = any($1)`;
  return byKey(await select<SavedItemRow>(db, statement, [ids]), 'id');
}

/** What one person put aside of these messages, by message. */
export async function itemsOn(
  db: EntityManager,
  personId: string,
  messageIds: readonly string[],
): Promise<Map<string, SavedItemRow>> {
  const statement = `select ${COLUMNS} from saved_item s where s.person_id = $1 and s.message_id = any($2)`;
  return byKey(await select<SavedItemRow>(db, statement, [personId, messageIds]), 'messageId');
}

/** How many items a person has. */
export async function countItems(db: EntityManager, personId: string): Promise<number> {
  const statement = 'select count(*)::int as count from saved_item where person_id = $1';
  return (await selectOne<{ count: number }>(db, statement, [personId]))?.count ?? 0;
}

/** A page of what a person put aside, the last saved first, one more than the limit where there is one. */
export function itemsOf(db: EntityManager, personId: string, page: PageRequest): Promise<SavedItemRow[]> {
  return select<SavedItemRow>(
    db,
    `select ${COLUMNS} from saved_item s
     where s.person_id = $1 and ${byTime({ at: 's.saved_at', id: 's.id', first: 'newest' }, page, 2)}`,
    [personId, ...boundsOf(page), page.limit + 1],
  );
}

/**
 * Notes that reminders which are due are given now, and answers with them. Each is answered once: another replica
 * passes over what this one has locked, and finds it given afterwards.
 */
export function remindDue(db: EntityManager, atMost: number): Promise<SavedItemRow[]> {
  return select<SavedItemRow>(
    db,
    `update saved_item s set reminded_at = clock_timestamp() from (
       select id from saved_item where reminded_at is null and remind_at <= clock_timestamp()
       order by remind_at limit $1 for update skip locked
     ) due where s.id = due.id returning ${COLUMNS}`,
    [atMost],
  );
}
