import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** Bytes that are being removed. */
export interface Collected {
  readonly organizationId: string;
  readonly sha256: string;
  readonly storeKey: string;
  readonly region: string | null;
}

/** Marks bytes as being removed that nothing refers to since before then; those that somebody takes now are passed by. */
export async function collectUnused(db: EntityManager, before: Date, limit: number): Promise<void> {
  await db.query(
    `update blob set state = 'COLLECTED', collected_at = clock_timestamp()
     where (organization_id, sha256) in (
       select organization_id, sha256 from blob
       where state = 'STORED' and refs = 0 and unused_since < $1
       order by unused_since limit $2 for update skip locked)`,
    [before, limit],
  );
}

/** Bytes that are marked, the longest first. */
export const collectedBlobs = (db: EntityManager, limit: number): Promise<Collected[]> =>
  select<Collected>(
    db,
    `select organization_id, sha256, store_key, region from blob where state = 'COLLECTED'
     order by collected_at limit $1`,
    [limit],
  );

/** Forgets bytes that were removed; those that came again meanwhile have another key, and stay. */
export async function forgetCollected(
  db: EntityManager,
  { organizationId, sha256, storeKey }: Omit<Collected, 'region'>,
): Promise<void> {
  await db.query(
    `delete from blob
     where organization_id = $1 and sha256 = $2 and store_key = $3 and state = 'COLLECTED' and refs = 0`,
    [organizationId, sha256, storeKey],
  );
}

/** Which of these keys belong to something: bytes that are kept, or an upload that is under way. */
export async function keysInUse(db: EntityManager, keys: readonly string[]): Promise<Set<string>> {
  const rows = await select<{ storeKey: string }>(
    db,
    `select store_key from blob where store_key = any($1)
     union all select store_key from upload where store_key = any($1) and state in ('RECEIVING', 'CHECKING')`,
    [keys],
  );
  return new Set(rows.map(({ storeKey }) => storeKey));
}
