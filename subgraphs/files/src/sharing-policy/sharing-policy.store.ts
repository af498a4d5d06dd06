import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { SharingPolicy } from './sharing-policy.js';

/** What organisations laid down; those that never said anything are left out. */
export async function sharingPoliciesById(
  db: EntityManager,
  organizationIds: readonly string[],
): Promise<Map<string, SharingPolicy>> {
  const rows = await select<SharingPolicy & { readonly organizationId: string }>(
    db,
    `select organization_id, watermark, regions as region_codes, version from sharing_policy
     where organization_id = any($1)`,
    [organizationIds],
  );
  return new Map(rows.map(({ organizationId, ...policy }) => [organizationId, policy]));
}

/** Writes a policy whose version is still the expected one, 0 for none; false where it is not. */
export async function saveSharingPolicy(
  db: EntityManager,
  organizationId: string,
  expectedVersion: number,
  { watermark, regionCodes }: Omit<SharingPolicy, 'version'>,
): Promise<boolean> {
  const rows = await select(
    db,
    `insert into sharing_policy as p (organization_id, watermark, regions, version) select $1, $3, $4, 1
       where $2 = 0 or exists (select from sharing_policy where organization_id = $1)
     on conflict (organization_id) do update set watermark = excluded.watermark, regions = excluded.regions,
       version = p.version + 1
     where p.version = $2 returning organization_id`,
    [organizationId, expectedVersion, watermark, regionCodes],
  );
  return rows.length === 1;
}
