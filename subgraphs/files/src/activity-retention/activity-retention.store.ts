import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { keptOf } from '../hold/hold-conditions.js';

/** A choice of an organisation, and what came of its last run. */
export interface RetentionRow {
  readonly organizationId: string;
  readonly region: string;
  readonly keepDays: number;
  readonly lastRunAt: Date | null;
  readonly lastRemovedCount: number | null;
}

/** Of which deeds one speaks. */
export type Scope = Pick<RetentionRow, 'organizationId' | 'region'>;

/** A run that is not finished. */
export interface OpenRun extends Scope {
  readonly keepDays: number;
  readonly dueAt: Date;
  readonly removedCount: number;
}

/** Whether a legal hold keeps a deed `a`: of somebody who is held, or with what is. */
const HELD = `(exists (select from legal_hold h where h.organization_id = a.organization_id
    and a.person_id = any(h.user_ids))
  or exists (select from node n where n.id = a.node_id and ${keptOf('n')}))`;

/** Whether nothing narrower than the region `$2` of the organisation `$1` speaks of a deed `a`. */
const OF_SCOPE = `a.organization_id = $1 and (case when $2 = '' then not exists (
    select from activity_retention r where r.organization_id = $1 and r.region <> '' and r.region = a.region)
  else a.region = $2 end)`;

/** What an organisation chose, the one for all regions first. */
export const retentionsOf = (db: EntityManager, organizationId: string): Promise<RetentionRow[]> =>
  select(
    db,
    `select p.organization_id, p.region, p.keep_days, l.finished_at as last_run_at,
       l.removed_count as last_removed_count
     from activity_retention p left join lateral (
       select r.finished_at, r.removed_count from activity_retention_run r where r.organization_id = p.organization_id
         and r.region = p.region and r.finished_at is not null order by r.due_at desc limit 1) l on true
     where p.organization_id = $1 order by p.region limit 100`,
    [organizationId],
  );

/** Writes down what somebody chose; without days it is as if nobody had. */
export async function saveRetention(
  db: EntityManager,
  { organizationId, region }: Scope,
  keepDays: number | null,
): Promise<void> {
  if (keepDays === null) {
    await db.query('delete from activity_retention where organization_id = $1 and region = $2', [
      organizationId,
      region,
    ]);
    return;
  }
  await db.query(
    `insert into activity_retention (organization_id, region, keep_days) values ($1, $2, $3)
     on conflict (organization_id, region) do update set keep_days = excluded.keep_days`,
    [organizationId, region, keepDays],
  );
}

/** What would go of a scope, and what of it a legal hold keeps. */
export async function forecast(
  db: EntityManager,
  { organizationId, region }: Scope,
  cutoff: Date,
): Promise<{ readonly removedCount: number; readonly heldCount: number }> {
  const row = await selectOne<{ removedCount: number; heldCount: number }>(
    db,
    `select count(*) filter (where not o.held)::int as removed_count, count(*) filter (where o.held)::int as held_count
     from (select ${HELD} as held from activity a where ${OF_SCOPE} and a.at < $3) o`,
    [organizationId, region, cutoff],
  );
  return row ?? { removedCount: 0, heldCount: 0 };
}

/** Makes a run due for every choice that had none since. */
export async function openRuns(db: EntityManager, dueAt: Date): Promise<void> {
  await db.query(
    `insert into activity_retention_run (organization_id, region, due_at)
     select p.organization_id, p.region, $1 from activity_retention p where not exists (
       select from activity_retention_run r where r.organization_id = p.organization_id and r.region = p.region
         and r.due_at >= $1)
     on conflict do nothing`,
    [dueAt],
  );
}

/** Makes a run of one choice due. */
export async function openRun(
  db: EntityManager,
  { organizationId, region }: Scope,
  dueAt: Date,
): Promise<void> {
  await db.query(
    `insert into activity_retention_run (organization_id, region, due_at) values ($1, $2, $3) on conflict do nothing`,
    [organizationId, region, dueAt],
  );
}

const OPEN = `select r.organization_id, r.region, r.due_at, r.removed_count, p.keep_days from activity_retention_run r
  join activity_retention p using (organization_id, region) where r.finished_at is null`;

/** The first run that is not finished. */
export const firstOpenRun = (db: EntityManager): Promise<OpenRun | undefined> =>
  selectOne(db, `${OPEN} order by r.due_at, r.organization_id, r.region limit 1`);

/** A run for whoever goes on with it, as it is now; others wait for their end. Nothing when it is finished. */
export const lockedRun = (db: EntityManager, run: OpenRun): Promise<OpenRun | undefined> =>
  selectOne(
    db,
    `${OPEN} and r.organization_id = $1 and r.region = $2 and r.due_at = $3 for no key update of r`,
    [run.organizationId, run.region, run.dueAt],
  );

/** Removes the oldest deeds of a scope. @returns how many */
export async function removeOldest(
  db: EntityManager,
  { organizationId, region }: Scope,
  cutoff: Date,
  limit: number,
): Promise<number> {
  const rows = await select(
    db,
    `delete from activity where id in (select a.id from activity a where ${OF_SCOPE} and a.at < $3 and not ${HELD}
       order by a.at, a.id limit $4) returning id`,
    [organizationId, region, cutoff, limit],
  );
  return rows.length;
}

/** Notes how far a run got, and whether it is at its end. */
export async function advanceRun(
  db: EntityManager,
  run: OpenRun,
  step: { readonly removed: number; readonly isEnd: boolean },
): Promise<void> {
  await db.query(
    `update activity_retention_run set removed_count = removed_count + $4,
       finished_at = case when $5 then clock_timestamp() end
     where organization_id = $1 and region = $2 and due_at = $3`,
    [run.organizationId, run.region, run.dueAt, step.removed, step.isEnd],
  );
}

/** Removes deeds of longer ago than usual of which no choice speaks, some at a time. @returns how many */
export async function removeUnspoken(db: EntityManager, days: number, limit: number): Promise<number> {
  const rows = await select(
    db,
    `delete from activity where id in (select a.id from activity a where a.at < now() - $1 * interval '1 day'
       and not exists (select from activity_retention r where r.organization_id = a.organization_id
         and r.region in ('', a.region))
       and not ${HELD} order by a.at limit $2) returning id`,
    [days, limit],
  );
  return rows.length;
}
