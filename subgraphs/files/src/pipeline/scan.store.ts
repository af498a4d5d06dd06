import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { ScanState } from '../node/file-kinds.js';
import type { Bytes } from './pipeline.store.js';

/** What was begun and not heard of since is taken up by somebody else. */
const LEFT_BEHIND = `interval '60 seconds'`;

/** Takes bytes to be scanned by this process; false where another one has them, or they are settled. */
export async function claimScan(db: EntityManager, { organizationId, sha256 }: Bytes): Promise<boolean> {
  const rows = await select(
    db,
    `update blob set scan = 'SCANNING', scan_begun_at = clock_timestamp()
     where organization_id = $1 and sha256 = $2 and (scan = 'WAITING'
       or scan = 'SCANNING' and coalesce(scan_begun_at, created_at) < clock_timestamp() - ${LEFT_BEHIND})
     returning sha256`,
    [organizationId, sha256],
  );
  return rows.length === 1;
}

/** Says that the scan of these bytes goes on. */
export async function keepScan(db: EntityManager, { organizationId, sha256 }: Bytes): Promise<void> {
  await db.query(
    `update blob set scan_begun_at = clock_timestamp() where organization_id = $1 and sha256 = $2 and scan = 'SCANNING'`,
    [organizationId, sha256],
  );
}

/** What came of a scan. */
export interface Settled {
  readonly state: ScanState;
  /** The signature that was found, or why nobody can look into it. */
  readonly because: string | null;
  /** Which signatures there were; null where there is no scanner. */
  readonly scannedWith: string | null;
}

/** Writes down what came of a scan, unless that was settled meanwhile; false then. */
export async function settleScan(
  db: EntityManager,
  { organizationId, sha256 }: Bytes,
  from: readonly ScanState[],
  { state, because, scannedWith }: Settled,
): Promise<boolean> {
  const rows = await select(
    db,
    `update blob set scan = $4, scan_because = $5, scanned_with = $6, scanned_at = clock_timestamp(),
       scan_begun_at = null
     where organization_id = $1 and sha256 = $2 and scan = any($3) returning sha256`,
    [organizationId, sha256, from, state, because, scannedWith],
  );
  return rows.length === 1;
}

/** Puts bytes back among those that wait, from whatever state. */
export async function letWait(db: EntityManager, { organizationId, sha256 }: Bytes): Promise<void> {
  await db.query(
    `update blob set scan = 'WAITING', scan_begun_at = null where organization_id = $1 and sha256 = $2`,
    [organizationId, sha256],
  );
}

/** Puts bytes back whose scan did not come to an end, to rest for so long; what somebody else settled stays so. */
export async function breakOff(
  db: EntityManager,
  { organizationId, sha256 }: Bytes,
  restingSeconds: number,
): Promise<void> {
  await db.query(
    `update blob set scan = 'WAITING',
       scan_begun_at = case when $3 > 0 then clock_timestamp() + make_interval(secs => $3) end
     where organization_id = $1 and sha256 = $2 and scan = 'SCANNING'`,
    [organizationId, sha256, restingSeconds],
  );
}

/** Versions whose bytes wait to be scanned, or were left behind by a process that is gone; in the order of their ids. */
export const waitingVersions = (
  db: EntityManager,
  { after, limit, restingSeconds }: { after: string; limit: number; restingSeconds: number },
): Promise<{ readonly id: string; readonly size: string }[]> =>
  select(
    db,
    `select max(v.id) as id, max(b.size) as size from blob b
     join version v on v.organization_id = b.organization_id and v.blob_sha256 = b.sha256
     where b.state = 'STORED' and (b.scan = 'WAITING'
         and coalesce(b.scan_begun_at, b.created_at) < clock_timestamp() - make_interval(secs => $3)
       or b.scan = 'SCANNING' and coalesce(b.scan_begun_at, b.created_at) < clock_timestamp() - ${LEFT_BEHIND})
     group by b.organization_id, b.sha256 having max(v.id) > $1 order by 1 limit $2`,
    [after, limit, restingSeconds],
  );

/** Bytes to look through again with new signatures. */
export interface Again extends Bytes {
  readonly size: string;
  readonly storeKey: string;
  readonly region: string | null;
  readonly scan: ScanState;
  readonly scanBecause: string | null;
}

/** Bytes of files that were last scanned with other signatures, or never. */
export const scannedOtherwise = (db: EntityManager, version: string, limit: number): Promise<Again[]> =>
  select(
    db,
    `select b.organization_id, b.sha256, b.size, b.store_key, b.region, b.scan, b.scan_because from blob b
     where b.state = 'STORED' and b.scanned_with is distinct from $1
       and b.scan in ('CLEAN', 'UNSCANNED', 'INFECTED', 'UNSCANNABLE')
       and exists (select 1 from version v where v.organization_id = b.organization_id and v.blob_sha256 = b.sha256)
     order by b.scanned_at nulls first limit $2`,
    [version, limit],
  );

/** Notes which signatures the scanner has; whether they are others than the last time. */
export async function noteSignatures(db: EntityManager, version: string): Promise<boolean> {
  const rows = await select(
    db,
    `insert into scanner as s (version) values ($1)
     on conflict (id) do update set version = excluded.version, noticed_at = clock_timestamp()
     where s.version is distinct from excluded.version returning version`,
    [version],
  );
  return rows.length === 1;
}

/** Why files are locked away, by the id of the file: the signature that was found, or why nobody can look in. */
export async function reasonsByFile(
  db: EntityManager,
  fileIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await select<{ id: string; scanBecause: string }>(
    db,
    `select n.id, b.scan_because from node n join version v on v.id = n.current_version_id
     join blob b on b.organization_id = v.organization_id and b.sha256 = v.blob_sha256
     where n.id = any($1) and b.scan_because is not null`,
    [fileIds],
  );
  return new Map(rows.map(({ id, scanBecause }) => [id, scanBecause]));
}
