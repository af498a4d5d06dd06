import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { MadeKind } from '../content/content-task.js';
import type { FileType } from '../content/known-types.rules.js';
import type { Bytes } from './pipeline.store.js';

/** What was made from bytes, or will be. */
export interface RenditionRow {
  readonly kind: MadeKind;
  /** Counts from 1; 0 where there are no pages. */
  readonly page: number;
  readonly state: 'WAITING' | 'READY' | 'FAILED';
  readonly mediaType: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** What is kept of bytes besides them: what is shown, and copies that are given in their place. */
export type KeptKind = MadeKind | 'WITHOUT_PLACE';

/** Something that was made and is in the store. */
export interface NewRendition {
  readonly kind: KeptKind;
  readonly page: number;
  readonly blobSha256: string;
  readonly mediaType: string;
  readonly width: number | null;
  readonly height: number | null;
}

const WANTED: Partial<Record<FileType['kind'], readonly MadeKind[]>> = {
  IMAGE: ['THUMBNAIL', 'PREVIEW'],
  VIDEO: ['THUMBNAIL', 'POSTER'],
  AUDIO: ['WAVEFORM'],
};

/** What will be made from files of a type, so that whoever looks knows that it comes. */
const wantedFor = (type: FileType): readonly MadeKind[] => {
  const drawn = type.mediaType === 'application/pdf' ? (['THUMBNAIL'] as const) : (WANTED[type.kind] ?? []);
  return needsStream(type.mediaType) ? [...drawn, 'STREAM'] : drawn;
};

/** Whether most browsers do not play it as it is. */
export const needsStream = (mediaType: string): boolean =>
  /^video\/(?:quicktime|x-)|^audio\/x-(?:ms-wma|matroska)/.test(mediaType);

/** Writes down what will be made. */
export async function expectRenditions(
  db: EntityManager,
  { organizationId, sha256 }: Bytes,
  type: FileType,
): Promise<void> {
  await db.query(
    `insert into rendition (organization_id, sha256, kind) select $1, $2, unnest($3::text[]) on conflict do nothing`,
    [organizationId, sha256, wantedFor(type)],
  );
}

/** Writes down what was made. Answers the hashes of what stood there before, which nothing shows any more. */
export async function putRenditions(
  db: EntityManager,
  { organizationId, sha256 }: Bytes,
  made: readonly NewRendition[],
): Promise<string[]> {
  const before = await select<{ blobSha256: string }>(
    db,
    `select r.blob_sha256 from rendition r join unnest($3::text[], $4::int[]) as m (kind, page)
       on m.kind = r.kind and m.page = r.page
     where r.organization_id = $1 and r.sha256 = $2 and r.blob_sha256 is not null`,
    [organizationId, sha256, made.map(({ kind }) => kind), made.map(({ page }) => page)],
  );
  await db.query(
    `insert into rendition (organization_id, sha256, kind, page, state, blob_sha256, media_type, width, height)
     select $1, $2, m.kind, m.page, 'READY', m.blob_sha256, m.media_type, m.width, m.height
     from jsonb_to_recordset($3::jsonb) as m
       (kind text, page int, blob_sha256 text, media_type text, width int, height int)
     on conflict (organization_id, sha256, kind, page) do update set state = 'READY',
       blob_sha256 = excluded.blob_sha256, media_type = excluded.media_type, width = excluded.width,
       height = excluded.height`,
    [
      organizationId,
      sha256,
      JSON.stringify(
        made.map(({ blobSha256, mediaType, ...each }) => ({
          ...each,
          blob_sha256: blobSha256,
          media_type: mediaType,
        })),
      ),
    ],
  );
  return before.map(({ blobSha256 }) => blobSha256);
}

/** What was to be made and was not will not come. */
export async function giveUpRenditions(db: EntityManager, { organizationId, sha256 }: Bytes): Promise<void> {
  await db.query(
    `update rendition set state = 'FAILED'
     where organization_id = $1 and sha256 = $2 and state = 'WAITING' and kind not in ('TEXT', 'STREAM')`,
    [organizationId, sha256],
  );
}

/** What bytes that we made ourselves are found to be: as safe as what they were made from. */
export async function passMade(
  db: EntityManager,
  { organizationId, sha256 }: Bytes,
  hashes: readonly string[],
): Promise<void> {
  await db.query(
    `update blob m set scan = o.scan, scanned_with = o.scanned_with, scanned_at = clock_timestamp() from blob o
     where o.organization_id = $1 and o.sha256 = $2 and m.organization_id = $1 and m.sha256 = any($3)
       and m.scan = 'WAITING'
       and not exists (select 1 from version v where v.organization_id = $1 and v.blob_sha256 = m.sha256)`,
    [organizationId, sha256, hashes],
  );
}

/** Renditions of the newest versions of files, by the id of the file, the smallest page first. */
export async function renditionsByFile(
  db: EntityManager,
  fileIds: readonly string[],
): Promise<Map<string, RenditionRow[]>> {
  const rows = await select<RenditionRow & { fileId: string }>(
    db,
    `select n.id as file_id, r.kind, r.page, r.state, r.media_type, r.width, r.height
     from node n join version v on v.id = n.current_version_id
     join rendition r on r.organization_id = v.organization_id and r.sha256 = v.blob_sha256
     where n.id = any($1) and r.state <> 'FAILED' and r.kind <> 'WITHOUT_PLACE' and n.scan in ('CLEAN', 'UNSCANNED')
     order by array_position(array['THUMBNAIL', 'POSTER', 'PREVIEW', 'WAVEFORM', 'STREAM', 'PDF', 'TEXT'], r.kind), r.page`,
    [fileIds],
  );
  return Map.groupBy(rows, ({ fileId }) => fileId);
}

/** Something that was made, where it is in the store. */
export interface StoredMade {
  readonly storeKey: string;
  readonly region: string | null;
  readonly sha256: string;
  readonly size: string;
}

/** Where what was made of these bytes is; undefined where it was not. */
export async function madeOf(
  db: EntityManager,
  { organizationId, sha256 }: Bytes,
  kind: KeptKind,
): Promise<StoredMade | undefined> {
  const [row] = await select<StoredMade>(
    db,
    `select b.store_key, b.region, b.sha256, b.size from rendition r
     join blob b on b.organization_id = r.organization_id and b.sha256 = r.blob_sha256 and b.state = 'STORED'
     where r.organization_id = $1 and r.sha256 = $2 and r.kind = $3 and r.page = 0 and r.state = 'READY'`,
    [organizationId, sha256, kind],
  );
  return row;
}

/** Forgets what was made from bytes that are gone; answers what it was, for its bytes to be let go. */
export const dropOrphans = (
  db: EntityManager,
  limit: number,
): Promise<{ readonly organizationId: string; readonly blobSha256: string | null }[]> =>
  select(
    db,
    `delete from rendition where ctid = any(array(
       select r.ctid from rendition r where not exists (
         select 1 from blob b where b.organization_id = r.organization_id and b.sha256 = r.sha256
           and b.state = 'STORED') limit $1))
     returning organization_id, blob_sha256`,
    [limit],
  );

/** Whether something is still to be made of these bytes; holds the answer until the transaction ends. */
export async function isAwaited(
  db: EntityManager,
  { organizationId, sha256 }: Bytes,
  kind: MadeKind,
): Promise<boolean> {
  const rows = await select(
    db,
    `select 1 as there from rendition
     where organization_id = $1 and sha256 = $2 and kind = $3 and state = 'WAITING' for update`,
    [organizationId, sha256, kind],
  );
  return rows.length > 0;
}

/** Writes down that something will not be made after all. */
export async function giveUp(
  db: EntityManager,
  { organizationId, sha256 }: Bytes,
  kind: MadeKind,
): Promise<void> {
  await db.query(
    `update rendition set state = 'FAILED' where organization_id = $1 and sha256 = $2 and kind = $3 and state = 'WAITING'`,
    [organizationId, sha256, kind],
  );
}
