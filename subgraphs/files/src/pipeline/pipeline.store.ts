import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { ScanState } from '../node/file-kinds.js';
import type { NodeRow, StoredMetadata } from '../node/node.table.js';

/** A version and its bytes: what one step is about. */
export interface Subject {
  readonly versionId: string;
  readonly nodeId: string;
  readonly organizationId: string;
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: string;
  readonly storeKey: string;
  readonly region: string | null;
  readonly scan: ScanState;
}

/** Bytes as everything about them is keyed. */
export type Bytes = Pick<Subject, 'organizationId' | 'sha256'>;

/** Bytes, and what they are taken for. */
export type Typed = Pick<Subject, 'organizationId' | 'sha256' | 'mediaType'>;

/** A version with its bytes; undefined where it is gone. */
export const subjectOf = (db: EntityManager, versionId: string): Promise<Subject | undefined> =>
  selectOne<Subject>(
    db,
    `select v.id as version_id, v.node_id, v.organization_id, v.blob_sha256 as sha256, n.name, v.media_type,
       b.size, b.store_key, b.region, b.scan
     from version v join node n on n.id = v.node_id
     join blob b on b.organization_id = v.organization_id and b.sha256 = v.blob_sha256 and b.state = 'STORED'
     where v.id = $1`,
    [versionId],
  );

/** What was found out about bytes so far. */
export interface Content {
  readonly metadata: StoredMetadata;
  readonly renderedAt: Date | null;
  readonly readAt: Date | null;
}

/** What was found out about bytes of that type; undefined where nobody looked yet. */
export const contentOf = (
  db: EntityManager,
  { organizationId, sha256, mediaType }: Typed,
): Promise<Content | undefined> =>
  selectOne<Content>(
    db,
    `select metadata, rendered_at, read_at from content
     where organization_id = $1 and sha256 = $2 and media_type = $3`,
    [organizationId, sha256, mediaType],
  );

/** Files whose newest version has these bytes, held in the order of their ids until the transaction ends. */
export const holdFilesOf = (
  db: EntityManager,
  { organizationId, sha256 }: Bytes,
): Promise<
  Pick<NodeRow, 'id' | 'parentId' | 'kind' | 'holderId' | 'organizationId' | 'region' | 'currentVersionId'>[]
> =>
  select(
    db,
    `select n.id, n.parent_id, n.kind, n.holder_id, n.organization_id, n.region, n.current_version_id from node n
     where n.id in (select v.node_id from version v where v.organization_id = $1 and v.blob_sha256 = $2)
       and exists (select 1 from version c where c.id = n.current_version_id and c.blob_sha256 = $2)
     order by n.id for update`,
    [organizationId, sha256],
  );

/** Writes down what the bytes of a file turned out to be, on every file that shows them; answers which ones changed. */
export async function showOnFiles(
  db: EntityManager,
  { organizationId, sha256 }: Bytes,
): Promise<Set<string>> {
  const rows = await select<{ id: string }>(
    db,
    `update node n set scan = b.scan, metadata = n.metadata || coalesce(c.metadata, '{}'), media_type = v.media_type,
       updated_at = clock_timestamp()
     from version v join blob b on b.organization_id = v.organization_id and b.sha256 = v.blob_sha256
     left join content c on c.organization_id = b.organization_id and c.sha256 = b.sha256
       and c.media_type = v.media_type
     where v.id = n.current_version_id and v.organization_id = $1 and v.blob_sha256 = $2
       and (n.scan is distinct from b.scan or not n.metadata @> coalesce(c.metadata, '{}')
         or n.media_type is distinct from v.media_type)
     returning n.id`,
    [organizationId, sha256],
  );
  return new Set(rows.map(({ id }) => id));
}

/** What bytes are taken for from now on: what they said of themselves was not so. */
export async function retype(
  db: EntityManager,
  { organizationId, sha256, mediaType }: Typed,
  to: { readonly mediaType: string; readonly kind: string },
): Promise<void> {
  await db.query(
    `with turned as (
       update version set media_type = $4
       where organization_id = $1 and blob_sha256 = $2 and media_type = $3 returning id)
     update node n set file_kind = $5, media_type = $4 from turned t where n.current_version_id = t.id`,
    [organizationId, sha256, mediaType, to.mediaType, to.kind],
  );
}

/** Writes down what was measured; what another process wrote meanwhile stays. */
export async function insertContent(
  db: EntityManager,
  { organizationId, sha256, mediaType }: Typed,
  found: { readonly metadata: StoredMetadata; readonly hasPlace: boolean; readonly problem: string | null },
): Promise<void> {
  await db.query(
    `insert into content (organization_id, sha256, media_type, metadata, has_place, problem)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [organizationId, sha256, mediaType, JSON.stringify(found.metadata), found.hasPlace, found.problem],
  );
}

/** Ends a step for bytes of that type, once; false where somebody else has. */
export async function endStep(
  db: EntityManager,
  { organizationId, sha256, mediaType }: Typed,
  step: 'rendered_at' | 'read_at',
  { metadata, problem }: { readonly metadata: StoredMetadata; readonly problem: string | null },
): Promise<boolean> {
  const rows = await select(
    db,
    `update content set ${step} = clock_timestamp(), metadata = metadata || $4, problem = coalesce($5, problem)
     where organization_id = $1 and sha256 = $2 and media_type = $3 and ${step} is null returning sha256`,
    [organizationId, sha256, mediaType, JSON.stringify(metadata), problem],
  );
  return rows.length === 1;
}

/** Forgets what was found out about bytes, so that it is found out again. */
export async function forgetContent(db: EntityManager, { organizationId, sha256 }: Bytes): Promise<void> {
  await db.query(
    `with failed as (
       delete from rendition where organization_id = $1 and sha256 = $2 and state = 'FAILED')
     delete from content where organization_id = $1 and sha256 = $2`,
    [organizationId, sha256],
  );
}

/** Keeps the words of a file to be searched, on every file that shows these bytes. */
export async function writeWords(
  db: EntityManager,
  { organizationId, sha256, mediaType }: Typed,
  words: string | null,
): Promise<void> {
  await db.query(
    words === null
      ? `delete from node_text t using node n, version v
         where t.node_id = n.id and v.id = n.current_version_id and v.organization_id = $1 and v.blob_sha256 = $2
           and v.media_type = $3 and $4::text is null`
      : `insert into node_text (node_id, version_id, body)
         select n.id, v.id, $4 from node n join version v on v.id = n.current_version_id
         where v.organization_id = $1 and v.blob_sha256 = $2 and v.media_type = $3
         on conflict (node_id) do update set version_id = excluded.version_id, body = excluded.body`,
    [organizationId, sha256, mediaType, words],
  );
}

/** Whether the words of the newest version of a file are there to be searched. */
export const hasWords = async (db: EntityManager, versionId: string): Promise<boolean> =>
  (await selectOne(db, 'select 1 as there from node_text where version_id = $1', [versionId])) !== undefined;

/** Whether a picture tells where it was taken. */
export const tellsPlace = async (
  db: EntityManager,
  { organizationId, sha256, mediaType }: Typed,
): Promise<boolean> =>
  (await selectOne(
    db,
    `select 1 as there from content
     where organization_id = $1 and sha256 = $2 and media_type = $3 and has_place`,
    [organizationId, sha256, mediaType],
  )) !== undefined;
