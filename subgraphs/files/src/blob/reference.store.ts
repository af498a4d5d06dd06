import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { ScanState } from '../node/file-kinds.js';

/** Bytes that are in the store, and nobody refers to yet or no more. */
export interface StoredBytes {
  readonly sha256: string;
  readonly size: number;
  readonly storeKey: string;
  readonly region: string | null;
}

/** What is known of the bytes that are referred to. */
export interface Referred {
  readonly storeKey: string;
  readonly scan: ScanState;
}

/**
 * Refers to bytes once more, in the transaction of what refers to them. Where the organisation has them already, those
 * stay and `storeKey` of the answer is theirs: the other copy is nobody's.
 */
export async function refer(
  db: EntityManager,
  organizationId: string,
  bytes: StoredBytes,
): Promise<Referred> {
  const [blob] = await select<Referred>(
    db,
    `insert into blob as b (organization_id, sha256, size, store_key, region, refs, unused_since)
     values ($1, $2, $3, $4, $5, 1, null)
     on conflict (organization_id, sha256) do update set refs = b.refs + 1, unused_since = null, state = 'STORED',
       collected_at = null, store_key = case b.state when 'COLLECTED' then excluded.store_key else b.store_key end
     returning store_key, scan`,
    [organizationId, bytes.sha256, bytes.size, bytes.storeKey, bytes.region],
  );
  return blob as Referred;
}

/** Bytes that are referred to already. */
export async function storedBytes(
  db: EntityManager,
  organizationId: string,
  sha256: string,
): Promise<StoredBytes | undefined> {
  const row = await selectOne<Omit<StoredBytes, 'size'> & { size: string }>(
    db,
    `select sha256, size, store_key, region from blob where organization_id = $1 and sha256 = $2 and state = 'STORED'`,
    [organizationId, sha256],
  );
  return row && { ...row, size: Number(row.size) };
}

/** Refers to bytes less often, by hash and how much less; those that nothing refers to any more are collected later. */
export async function unrefer(
  db: EntityManager,
  organizationId: string,
  less: ReadonlyMap<string, number>,
): Promise<void> {
  const hashes = [...less.keys()].sort();
  await db.query(
    `update blob b set refs = b.refs - d.n, unused_since = case when b.refs = d.n then clock_timestamp() end
     from (select unnest($2::text[]) as sha256, unnest($3::int[]) as n) d
     where b.organization_id = $1 and b.sha256 = d.sha256`,
    [organizationId, hashes, hashes.map((hash) => less.get(hash))],
  );
}
