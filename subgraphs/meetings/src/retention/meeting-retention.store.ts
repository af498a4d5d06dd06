import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { keptOf } from '../hold/hold-conditions.js';

/** What an organisation chose; nothing where nobody did. */
export async function daysOf(db: EntityManager, organizationId: string): Promise<number | null> {
  const row = await selectOne<{ keepDays: number }>(
    db,
    'select keep_days from record_retention where organization_id = $1',
    [organizationId],
  );
  return row?.keepDays ?? null;
}

/** Writes down what an organisation chose; without days it is as if nobody had. */
export async function saveDays(
  db: EntityManager,
  organizationId: string,
  keepDays: number | null,
): Promise<void> {
  if (keepDays === null) {
    await db.query('delete from record_retention where organization_id = $1', [organizationId]);
    return;
  }
  await db.query(
    `insert into record_retention (organization_id, keep_days) values ($1, $2)
     on conflict (organization_id) do update set keep_days = excluded.keep_days`,
    [organizationId, keepDays],
  );
}

/** Whether something of a meeting `m` of that age is older than its organisation keeps it; $1 is now, $2 what is usual. */
const isOld = (age: string): string => `${age} < $1::timestamptz - make_interval(days => coalesce(
  (select r.keep_days from record_retention r where r.organization_id = m.organization_id), $2))`;

const HELD = keptOf('m');

/** What is removed, oldest first: at most $3 rows of one table. */
const REMOVALS: Readonly<Record<string, string>> = {
  transcripts: `delete from transcript where id in (
    select t.id from transcript t join meeting m on m.id = t.meeting_id
    where ${isOld('t.changed_at')} and not ${HELD} order by t.changed_at limit $3)`,
  samples: `delete from quality_sample where (participant_id, at) in (
    select s.participant_id, s.at from quality_sample s join participant o on o.id = s.participant_id
      join meeting m on m.id = o.meeting_id
    where ${isOld('s.at')} and not ${HELD} order by s.at limit $3)`,
  stays: `delete from stay where (participant_id, came_at) in (
    select s.participant_id, s.came_at from stay s join participant o on o.id = s.participant_id
      join meeting m on m.id = o.meeting_id
    where s.left_at is not null and ${isOld('s.left_at')} and not ${HELD} order by s.left_at limit $3)`,
  speeches: `delete from speech where participant_id in (
    select s.participant_id from speech s join participant o on o.id = s.participant_id
      join meeting m on m.id = o.meeting_id
    where ${isOld('o.left_at')} and not ${HELD} limit $3)`,
};

/** The kinds of things that are removed. */
export const KINDS: readonly string[] = Object.keys(REMOVALS);

/** Removes the oldest of one kind that are too old and held by nobody. @returns how many */
export async function removeOld(
  db: EntityManager,
  kind: string,
  { now, usualDays, limit }: { readonly now: Date; readonly usualDays: number; readonly limit: number },
): Promise<number> {
  const removed = await select(db, `${REMOVALS[kind] ?? ''} returning 1 as removed`, [now, usualDays, limit]);
  return removed.length;
}
