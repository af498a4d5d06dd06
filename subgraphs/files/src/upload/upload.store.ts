import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { UploadState } from './upload.js';
import type { UploadRow } from './upload.table.js';

const COLUMNS = `id, organization_id, person_id, name, size, received, state, folder_id, channel_id, replaces_file_id,
  request_id, sender_name, claimed_type, claimed_sha256, store_key, progress, part_of, file_id, refused_because, expires_at`;

/** An upload that begins. */
export type NewUpload = Pick<
  UploadRow,
  | 'id'
  | 'organizationId'
  | 'personId'
  | 'name'
  | 'folderId'
  | 'channelId'
  | 'replacesFileId'
  | 'requestId'
  | 'senderName'
  | 'claimedType'
  | 'claimedSha256'
  | 'storeKey'
  | 'progress'
  | 'partOf'
  | 'expiresAt'
> & { readonly size: number; readonly clientKey: string; readonly digest: string };

/** Writes an upload down; false where this key began one already. */
export async function insertUpload(db: EntityManager, upload: NewUpload): Promise<boolean> {
  const rows = await select(
    db,
    `insert into upload (id, organization_id, person_id, client_key, digest, name, size, folder_id, channel_id,
       replaces_file_id, request_id, claimed_type, claimed_sha256, store_key, progress, part_of, expires_at,
       sender_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     on conflict do nothing returning id`,
    [
      ...[upload.id, upload.organizationId, upload.personId, upload.clientKey, upload.digest, upload.name],
      ...[upload.size, upload.folderId, upload.channelId, upload.replacesFileId, upload.requestId],
      ...[upload.claimedType, upload.claimedSha256, upload.storeKey, JSON.stringify(upload.progress)],
      ...[upload.partOf, upload.expiresAt, upload.senderName],
    ],
  );
  return rows.length === 1;
}

/** The upload that this key of this person began. */
export const uploadByKey = (
  db: EntityManager,
  personId: string,
  clientKey: string,
): Promise<(UploadRow & { readonly digest: string }) | undefined> =>
  selectOne(db, `select ${COLUMNS}, digest from upload where person_id = $1 and client_key = $2`, [
    personId,
    clientKey,
  ]);

/** The same of somebody without an account, by the request that they answer. */
export const requestedByKey = (
  db: EntityManager,
  requestId: string,
  clientKey: string,
): Promise<(UploadRow & { readonly digest: string }) | undefined> =>
  selectOne(
    db,
    `select ${COLUMNS}, digest from upload where request_id = $1 and client_key = $2 and person_id is null`,
    [requestId, clientKey],
  );

/** Uploads by id, whoever asks. */
export const uploadsById = (db: EntityManager, ids: readonly string[]): Promise<UploadRow[]> =>
  select<UploadRow>(db, `select ${COLUMNS} from upload where id = any($1)`, [ids]);

/** One upload, which nobody else changes until the transaction ends. */
export const lockUpload = (db: EntityManager, id: string): Promise<UploadRow | undefined> =>
  selectOne<UploadRow>(db, `select ${COLUMNS} from upload where id = $1 for update`, [id]);

/** Somebody's uploads that are under way, oldest first; none that is a part of another one. */
export const openUploadsOf = (db: EntityManager, personId: string, limit: number): Promise<UploadRow[]> =>
  select<UploadRow>(
    db,
    `select ${COLUMNS} from upload where person_id = $1 and state in ('RECEIVING', 'CHECKING') and part_of is null
     order by id limit $2`,
    [personId, limit],
  );

/** The parts of an upload, whatever became of them. */
export const partsOf = (db: EntityManager, uploadId: string): Promise<UploadRow[]> =>
  select<UploadRow>(db, `select ${COLUMNS} from upload where part_of = $1 order by id`, [uploadId]);

/** How many bytes somebody's uploads, or those into somebody's space, will have when they are whole. */
export async function bytesUnderWay(db: EntityManager, personId: string): Promise<number> {
  const row = await selectOne<{ bytes: string }>(
    db,
    `select coalesce(sum(size), 0) as bytes from upload
     where person_id = $1 and state in ('RECEIVING', 'CHECKING') and part_of is null and expires_at > now()`,
    [personId],
  );
  return Number(row?.bytes ?? 0);
}

/**
 * Notes how much arrived and is kept; nothing where the upload is over by now. The note alone does not wait for the disk:
 * a database that crashes in the same half second forgets it, and whoever sends asks how far it is in any case.
 */
export async function setReceived(
  db: EntityManager,
  id: string,
  received: number,
  expiresAt: Date,
): Promise<void> {
  await db.query(
    `with soon as materialized (select set_config('synchronous_commit', 'off', true))
     update upload set received = $2, expires_at = $3, changed_at = clock_timestamp() from soon
     where id = $1 and state = 'RECEIVING'`,
    [id, received, expiresAt],
  );
}

/** What an upload comes to. */
export interface UploadEnd {
  readonly state: UploadState;
  readonly because?: string;
  readonly fileId?: string;
  readonly versionId?: string;
}

/** Ends an upload that is under way, or lets it be checked; false where it had ended before. */
export async function setState(db: EntityManager, id: string, end: UploadEnd): Promise<boolean> {
  const rows = await select(
    db,
    `update upload set state = $2, refused_because = $3, file_id = coalesce($4, file_id),
       version_id = coalesce($5, version_id), changed_at = clock_timestamp(),
       finished_at = case when $2 in ('RECEIVING', 'CHECKING') then null else clock_timestamp() end
     where id = $1 and state in ('RECEIVING', 'CHECKING') returning id`,
    [id, end.state, end.because ?? null, end.fileId ?? null, end.versionId ?? null],
  );
  return rows.length === 1;
}

/** Uploads whose time is over, oldest first. */
export const expiredUploads = (db: EntityManager, now: Date, limit: number): Promise<UploadRow[]> =>
  select<UploadRow>(
    db,
    `select ${COLUMNS} from upload where state = 'RECEIVING' and expires_at <= $1 order by expires_at limit $2`,
    [now, limit],
  );

/** Uploads of which every byte arrived and that nobody turned into a file since. */
export const unfinishedUploads = (db: EntityManager, before: Date, limit: number): Promise<UploadRow[]> =>
  select<UploadRow>(
    db,
    `select ${COLUMNS} from upload where part_of is null and changed_at < $1 and
       (state = 'CHECKING' or (state = 'RECEIVING' and received = size and expires_at > now()))
     order by id limit $2`,
    [before, limit],
  );

/** What the store needs of an upload to go on. */
export const growingOf = ({ storeKey, progress }: Pick<UploadRow, 'storeKey' | 'progress'>) => ({
  key: storeKey,
  handle: progress.handle,
});

/** The channel of these people, where that person is in it. */
export const channelOf = (
  db: EntityManager,
  channelId: string,
  personId: string,
): Promise<{ readonly id: string; readonly organizationId: string } | undefined> =>
  selectOne(
    db,
    `select c.id, c.organization_id from channel c join channel_member m on m.channel_id = c.id
     where c.id = $1 and m.person_id = $2`,
    [channelId, personId],
  );
