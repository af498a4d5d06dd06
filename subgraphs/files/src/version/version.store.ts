import { type PageRequest, byKey, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { VersionRow } from '../node/node.table.js';

const COLUMNS = `v.id, v.node_id, v.organization_id, v.number, v.blob_sha256, v.size, v.media_type, v.created_by_id,
  v.created_at, v.note`;

/** Versions by id, whoever asks. */
export async function versionsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, VersionRow>> {
  const statement = `select ${COLUMNS} from version v where v.id = any($1)`;
  return byKey(await select<VersionRow>(db, statement, [ids]), 'id');
}

/** Adds the next version of a file, whose row the caller holds. */
export async function insertVersion(
  db: EntityManager,
  version: Omit<VersionRow, 'number' | 'createdAt' | 'size'> & { readonly size: number },
): Promise<VersionRow> {
  const row = await selectOne<VersionRow>(
    db,
    `insert into version as v (id, node_id, organization_id, number, blob_sha256, size, media_type, created_by_id, note)
     select $1, $2, $3, coalesce((select max(number) from version where node_id = $2), 0) + 1, $4, $5, $6, $7, $8
     returning ${COLUMNS}`,
    [
      ...[version.id, version.nodeId, version.organizationId, version.blobSha256, version.size],
      ...[version.mediaType, version.createdById, version.note],
    ],
  );
  return row as VersionRow;
}

/** One page of the versions of a file, newest first, and one more where there is one. */
export function versionPage(
  db: EntityManager,
  nodeId: string,
  { after, before, backward, limit }: PageRequest,
): Promise<VersionRow[]> {
  return select(
    db,
    `select ${COLUMNS} from version v where v.node_id = $1 and ($2::int is null or v.number < $2)
       and ($3::int is null or v.number > $3) order by v.number ${backward ? 'asc' : 'desc'} limit $4`,
    [nodeId, after?.[0] ?? null, before?.[0] ?? null, limit + 1],
  );
}

/** Bytes that versions of nodes refer to, once for each version. */
export const versionsUnder = (
  db: EntityManager,
  nodeIds: readonly string[],
): Promise<{ readonly nodeId: string; readonly blobSha256: string; readonly size: string }[]> =>
  select(db, 'select node_id, blob_sha256, size from version where node_id = any($1)', [nodeIds]);

/** What is kept of a node and all below it. */
export async function keptBelow(
  db: EntityManager,
  nodeId: string,
): Promise<{ readonly bytes: number; readonly files: number }> {
  const row = await selectOne<{ bytes: string; files: string }>(
    db,
    `select coalesce(sum(v.size), 0) as bytes, count(distinct n.id) as files
     from node n join version v on v.node_id = n.id where n.ancestors @> array[$1]`,
    [nodeId],
  );
  return { bytes: Number(row?.bytes ?? 0), files: Number(row?.files ?? 0) };
}

/** Where the bytes of a version are. */
export interface Bytes {
  readonly storeKey: string;
  readonly region: string | null;
  readonly size: string;
}

/** Where the bytes of versions are, by the id of the version. */
export async function bytesById(
  db: EntityManager,
  versionIds: readonly string[],
): Promise<Map<string, Bytes & { readonly id: string }>> {
  const rows = await select<Bytes & { id: string }>(
    db,
    `select v.id, b.store_key, b.region, b.size from version v
     join blob b on b.organization_id = v.organization_id and b.sha256 = v.blob_sha256 where v.id = any($1)`,
    [versionIds],
  );
  return byKey(rows, 'id');
}
