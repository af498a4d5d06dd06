import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { KEPT } from '../sql-conditions.js';
import type { FileRow } from './file.table.js';
import type { FileType } from './file-type.rules.js';

const COLUMNS = `f.id, f.organization_id, f.owner_id, f.name, f.claimed_type, f.media_type, f.kind, f.inline, f.size,
  f.etag, f.width, f.height, f.shared, f.created_at, f.finished_at`;

/** A file, and the channels whose messages show it. */
export interface FileWithUses extends FileRow {
  readonly channelIds: readonly string[];
}

// A message that is gone shows nothing any more; more than a few places to read it at need not be looked at.
const USED_IN = `array(select distinct u.channel_id from file_use u join message m on m.id = u.message_id
  where u.file_id = f.id and m.deleted_at is null and m.withdrawn_at is null limit 50)`;

/** Files that are whole, with the channels that show them, whoever asks. */
export async function filesById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, FileWithUses>> {
  const rows = await select<FileWithUses>(
    db,
    `select ${COLUMNS}, ${USED_IN} as channel_ids from file f where f.id = any($1) and f.finished_at is not null`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Files that these messages show, or did, by id. */
export async function filesOfMessages(db: EntityManager, messageIds: readonly string[]): Promise<string[]> {
  const rows = await select<{ fileId: string }>(
    db,
    'select distinct file_id from file_use where message_id = any($1) order by file_id',
    [messageIds],
  );
  return rows.map(({ fileId }) => fileId);
}

/** An upload of that person that is not whole yet. */
export const unfinishedFile = (
  db: EntityManager,
  id: string,
  ownerId: string,
): Promise<(FileRow & { readonly taken: string }) | undefined> =>
  selectOne(
    db,
    `select ${COLUMNS}, coalesce((select max(p.at + length(p.bytes)) from file_piece p where p.file_id = f.id), 0)
       as taken from file f where f.id = $1 and f.owner_id = $2 and f.finished_at is null`,
    [id, ownerId],
  );

/** A file of that person, whole or not, by the key they chose. */
export const fileByKey = (db: EntityManager, ownerId: string, key: string): Promise<FileRow | undefined> =>
  selectOne(db, `select ${COLUMNS} from file f where f.owner_id = $1 and f.client_key = $2`, [ownerId, key]);

/** How many bytes of somebody's files are shown nowhere yet. */
export async function waitingBytes(db: EntityManager, ownerId: string): Promise<number> {
  const row = await selectOne<{ bytes: string }>(
    db,
    `select coalesce(sum(length(p.bytes)), 0) as bytes from file f join file_piece p on p.file_id = f.id
     where f.owner_id = $1 and not exists (select from file_use u where u.file_id = f.id)`,
    [ownerId],
  );
  return Number(row?.bytes ?? 0);
}

/** Begins an upload; answers with the one that this key began before. */
export const insertFile = (
  db: EntityManager,
  file: {
    readonly id: string;
    readonly organizationId: string;
    readonly ownerId: string;
    readonly clientKey: string;
    readonly name: string;
    readonly claimedType: string;
  },
): Promise<FileRow | undefined> =>
  selectOne(
    db,
    `with f as (
       insert into file (id, organization_id, owner_id, client_key, name, claimed_type)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (owner_id, client_key) do update set client_key = excluded.client_key
       returning *
     ), emptied as (delete from file_piece p using f where p.file_id = f.id and f.finished_at is null)
     select ${COLUMNS} from f`,
    [file.id, file.organizationId, file.ownerId, file.clientKey, file.name, file.claimedType],
  );

/** Keeps one piece; the same one again changes nothing. */
export async function insertPiece(
  db: EntityManager,
  piece: { readonly fileId: string; readonly at: number; readonly digest: Buffer; readonly bytes: Buffer },
): Promise<void> {
  await select(
    db,
    `insert into file_piece (file_id, at, digest, bytes) values ($1, $2, $3, $4)
     on conflict (file_id, at) do update set digest = excluded.digest, bytes = excluded.bytes`,
    [piece.fileId, piece.at, piece.digest, piece.bytes],
  );
}

/** What is known of the pieces of a file, in their order. */
export const piecesOf = (
  db: EntityManager,
  fileId: string,
): Promise<{ readonly at: string; readonly length: number; readonly digest: Buffer }[]> =>
  select(db, `select at, length(bytes) as length, digest from file_piece where file_id = $1 order by at`, [
    fileId,
  ]);

/** A span of one piece. */
export async function readPiece(
  db: EntityManager,
  span: { readonly fileId: string; readonly at: number; readonly offset: number; readonly length: number },
): Promise<Buffer> {
  const row = await selectOne<{ bytes: Buffer }>(
    db,
    'select substring(bytes from $3::int + 1 for $4) as bytes from file_piece where file_id = $1 and at = $2',
    [span.fileId, span.at, span.offset, span.length],
  );
  return row?.bytes ?? Buffer.alloc(0);
}

/** Writes down what a file is, now that it is whole. */
export const finishFile = (
  db: EntityManager,
  id: string,
  what: FileType & {
    readonly size: number;
    readonly etag: string;
    readonly width: number | null;
    readonly height: number | null;
  },
): Promise<FileRow | undefined> =>
  selectOne(
    db,
    `update file f set media_type = $2, kind = $3, inline = $4, size = $5, etag = $6, width = $7, height = $8,
       finished_at = clock_timestamp() where id = $1 returning ${COLUMNS}`,
    [id, what.mediaType, what.kind, what.inline, what.size, what.etag, what.width, what.height],
  );

/** Writes down that a message shows files. */
export async function insertUses(
  db: EntityManager,
  message: { readonly id: string; readonly channelId: string },
  fileIds: readonly string[],
): Promise<void> {
  await select(
    db,
    `insert into file_use (file_id, message_id, channel_id) select unnest($1::text[]), $2, $3 on conflict do nothing`,
    [fileIds, message.id, message.channelId],
  );
}

/** The same of a message that shows these files from now on, and no others. */
export async function replaceUses(
  db: EntityManager,
  message: { readonly id: string; readonly channelId: string },
  fileIds: readonly string[],
): Promise<void> {
  await select(db, 'delete from file_use where message_id = $1 and file_id <> all($2)', [
    message.id,
    fileIds,
  ]);
  await insertUses(db, message, fileIds);
}

// What waits to be sent, and what a legal hold keeps of messages that are gone, names its files in its own content.
const NAMED_IN = (table: string, place = '$'): string =>
  `select jsonb_path_query(content, '${place}.attachments[*].fileId') #>> '{}' from ${table}`;

// What somebody is still writing, …
const DRAFTED = `select jsonb_path_query(attachments, '$[*].fileId') #>> '{}' from draft where attachments <> '[]'`;
// … and what a message under a legal hold showed before it was changed.
const SHOWN_BEFORE = `select jsonb_path_query(e.attachments, '$[*].fileId') #>> '{}' from message_edit e
  join message m on m.id = e.message_id join channel c on c.id = m.channel_id
  where e.attachments <> '[]' and ${KEPT}`;

/** Removes files that nothing has shown since then, so many at a time; answers with their ids. */
export async function deleteUnusedFiles(
  db: EntityManager,
  olderThan: Date,
  limit: number,
): Promise<string[]> {
  const rows = await select<{ id: string }>(
    db,
    `with unused as (
       select f.id from file f where f.created_at < $1 and not f.shared and not exists (
         select from file_use u join message m on m.id = u.message_id
         where u.file_id = f.id
           and (m.held_at is not null or (m.deleted_at is null and m.withdrawn_at is null)))
       and f.id not in (${NAMED_IN('scheduled_message')}) and f.id not in (${NAMED_IN('preserved_message')})
       and f.id not in (${NAMED_IN('preserved_message', '$.edits[*]')})
       and f.id not in (${DRAFTED}) and f.id not in (${SHOWN_BEFORE})
       order by f.created_at limit $2 for update skip locked
     ), forgotten as (delete from file_use where file_id in (select id from unused))
     delete from file where id in (select id from unused) returning id`,
    [olderThan, limit],
  );
  return rows.map(({ id }) => id);
}
