import { byKey, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { StoragePolicyRow } from './policy.table.js';

const COLUMNS = `organization_id, max_file_size, allowed_types, person_quota, team_quota, trash_days, strip_location,
  version`;

/** What organisations allow themselves; those that never said anything are left out. */
export async function policiesById(
  db: EntityManager,
  organizationIds: readonly string[],
): Promise<Map<string, StoragePolicyRow>> {
  const statement = `select ${COLUMNS} from storage_policy where organization_id = any($1)`;
  return byKey(await select<StoragePolicyRow>(db, statement, [organizationIds]), 'organizationId');
}

/** What an organisation allows itself from now on. */
export interface PolicyValues {
  readonly maxFileSize: number | null;
  readonly allowedTypes: readonly string[] | null;
  readonly personQuota: number | null;
  readonly teamQuota: number | null;
  readonly trashDays: number;
  readonly stripLocation: boolean;
}

/** Writes a policy whose version is still the expected one, 0 for none; false where it is not. */
export async function savePolicy(
  db: EntityManager,
  organizationId: string,
  expectedVersion: number,
  values: PolicyValues,
): Promise<boolean> {
  const rows = await select(
    db,
    `insert into storage_policy as p (${COLUMNS}) select $1, $3, $4, $5, $6, $7, $8, 1
       where $2 = 0 or exists (select from storage_policy where organization_id = $1)
     on conflict (organization_id) do update set max_file_size = excluded.max_file_size,
       allowed_types = excluded.allowed_types, person_quota = excluded.person_quota,
       team_quota = excluded.team_quota, trash_days = excluded.trash_days,
       strip_location = excluded.strip_location, version = p.version + 1
     where p.version = $2 returning organization_id`,
    [
      ...[organizationId, expectedVersion, values.maxFileSize, values.allowedTypes],
      ...[values.personQuota, values.teamQuota, values.trashDays, values.stripLocation],
    ],
  );
  return rows.length === 1;
}
