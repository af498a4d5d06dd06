import { createHash, randomUUID } from 'node:crypto';
import {
  AppError,
  type BegunUpload,
  type BytesDescription,
  type BytesDoor,
  type NewUpload,
  PIECE_BYTES,
  type PiecePlace,
  type RequestContext,
  conflict,
  invalid,
  newId,
  notFound,
  toFileName,
  transaction,
} from '@parley/kit';
import { accessFile, peekFile } from './file.access.js';
import { fileTypeOf } from './file-type.rules.js';
import {
  fileByKey,
  finishFile,
  insertFile,
  insertPiece,
  insertUses,
  piecesOf,
  readPiece,
  unfinishedFile,
  waitingBytes,
} from './file.store.js';
import type { FileRow } from './file.table.js';
import { imageSizeOf, isShowable } from './image-size.rules.js';

/** What may be sent. */
export interface FileLimits {
  /** Of one file, in bytes. */
  readonly mostBytes: number;
}

/** What one person may have sent that no message shows yet, in files of the largest size. */
const WAITING_FILES = 20;

const tooLarge = (allowed: number, asked: number): AppError =>
  new AppError('INVALID', `A file may have ${inMegabytes(allowed)}; this one has ${inMegabytes(asked)}`, {
    ...{ limit: 'file', allowed, asked },
    field: 'file',
  });

const inMegabytes = (bytes: number): string => `${String(Math.ceil(bytes / 104_857.6) / 10)} MB`;

/** How chat takes and gives files. */
export const filesDoor = (limits: FileLimits): BytesDoor => ({
  begin: (ctx, upload) => beginUpload(ctx, upload, limits),
  append: (ctx, place, bytes) => appendPiece(ctx, place, bytes, limits),
  finish: finishUpload,
  describe: describeFile,
  read: readFile,
});

async function beginUpload(
  ctx: RequestContext,
  { name, mediaType, size, key }: NewUpload,
  { mostBytes }: FileLimits,
): Promise<BegunUpload> {
  const { viewer } = ctx;
  if (size === 0) throw invalid('file', 'The file is empty');
  if (size !== null && size > mostBytes) throw tooLarge(mostBytes, size);
  const [fileName, claimedType] = [toFileName(name), mediaType];
  const known = await fileByKey(ctx.db, viewer.id, key);
  if (
    known &&
    (known.name !== fileName || (known.size !== null && size !== null && Number(known.size) !== size))
  ) {
    throw conflict('This key was used for another file; choose a new one');
  }
  if (known?.finishedAt) return { uploadId: known.id, file: toFile(known) };
  if ((await waitingBytes(ctx.db, viewer.id)) + (size ?? 0) > WAITING_FILES * mostBytes) {
    throw conflict('Too much was sent that no message shows; wait until it is removed, or send it');
  }
  const owner = { organizationId: viewer.organizationId, ownerId: viewer.id };
  const id = newId('file');
  const begun = await transaction(ctx, (inner) =>
    insertFile(inner.db, { id, ...owner, clientKey: key, name: fileName, claimedType }),
  );
  return { uploadId: begun?.id ?? id, file: null };
}

async function unfinished(
  ctx: RequestContext,
  id: string,
): Promise<NonNullable<Awaited<ReturnType<typeof unfinishedFile>>>> {
  const file = await unfinishedFile(ctx.db, id, ctx.viewer.id);
  if (!file) throw notFound('Upload');
  return file;
}

async function appendPiece(
  ctx: RequestContext,
  { id, from }: PiecePlace,
  bytes: Buffer,
  { mostBytes }: FileLimits,
): Promise<void> {
  await unfinished(ctx, id);
  if (from % PIECE_BYTES !== 0 || bytes.length === 0 || bytes.length > PIECE_BYTES) {
    throw invalid('file', 'This is no piece of a file');
  }
  if (from + bytes.length > mostBytes) throw tooLarge(mostBytes, from + bytes.length);
  const digest = digestOf(bytes);
  await transaction(ctx, (inner) => insertPiece(inner.db, { fileId: id, at: from, digest, bytes }));
}

/** All of it is there: now it is known what it is. */
async function finishUpload(ctx: RequestContext, id: string): Promise<object> {
  const known = await peekFile(ctx, id);
  // Only the answer was lost.
  if (known?.ownerId === ctx.viewer.id) return toFile(known);
  const file = await unfinished(ctx, id);
  const finished = await completeFile(ctx, file);
  return toFile(finished);
}

/** Writes down what a file whose pieces are there is. @throws INVALID when it has a hole or nothing in it */
export async function completeFile(
  ctx: RequestContext,
  { id, name, claimedType }: Pick<FileRow, 'id' | 'name' | 'claimedType'>,
): Promise<FileRow> {
  const pieces = await piecesOf(ctx.db, id);
  const size = pieces.reduce((sum, { length }) => sum + length, 0);
  const whole = pieces.every(({ at }, n) => Number(at) === n * PIECE_BYTES);
  if (size === 0) throw invalid('file', 'The file is empty');
  if (!whole) throw invalid('file', 'The file has a hole; send it again');
  const head = await readPiece(ctx.db, { fileId: id, at: 0, offset: 0, length: PIECE_BYTES });
  const type = fileTypeOf(head, name, claimedType);
  const image = type.kind === 'IMAGE' ? imageSizeOf(head, type.mediaType) : null;
  // A picture that cannot be measured, or would fill the memory of whoever looks, is a file like any other.
  const inline = type.inline && (type.kind !== 'IMAGE' || (image !== null && isShowable(image)));
  const etag = createHash('sha256').update(Buffer.concat(pieces.map(({ digest }) => digest)));
  const finished = await transaction(ctx, (inner) =>
    finishFile(inner.db, id, {
      ...type,
      inline,
      size,
      etag: etag.digest('base64url'),
      width: image?.width ?? null,
      height: image?.height ?? null,
    }),
  );
  if (!finished) throw notFound('Upload');
  return finished;
}

/** Whose a file is that the product keeps for itself: nobody's who could be asked. */
const OURSELVES = 'parley';

/** Keeps bytes as a file of nobody, which no message shows yet. */
export async function keepFile(
  ctx: RequestContext,
  { name, organizationId, bytes }: { name: string; organizationId: string; bytes: Buffer },
): Promise<FileRow> {
  const file = { id: newId('file'), name, claimedType: '' };
  return transaction(ctx, async (inner) => {
    await insertFile(inner.db, { ...file, organizationId, ownerId: OURSELVES, clientKey: randomUUID() });
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      await insertPiece(inner.db, { fileId: file.id, at, digest: digestOf(piece), bytes: piece });
    }
    return completeFile(inner, file);
  });
}

/** Writes down that a message shows files: whoever reads it may read them. */
export const showFiles = (
  ctx: RequestContext,
  message: { readonly id: string; readonly channelId: string },
  fileIds: readonly string[],
): Promise<void> => insertUses(ctx.db, message, fileIds);

const digestOf = (piece: Buffer): Buffer => createHash('sha256').update(piece).digest();

/** Where a file is read. */
export const addressOf = (fileId: string): string => `/content/${fileId}`;

/** A file as whoever sent it is told of it. */
const toFile = ({ id, name, mediaType, kind, inline, size, width, height }: FileRow): object => ({
  id,
  name,
  mediaType,
  kind,
  inline,
  size: Number(size),
  url: addressOf(id),
  metadata: { width, height },
});

async function describeFile(ctx: RequestContext, id: string): Promise<BytesDescription> {
  const { name, mediaType, size, etag, inline } = await accessFile(ctx, id);
  return { name, mediaType: mediaType ?? '', size: Number(size), etag: etag ?? id, inline };
}

async function readFile(ctx: RequestContext, { id, from }: PiecePlace, length: number): Promise<Buffer> {
  await accessFile(ctx, id);
  const offset = from % PIECE_BYTES;
  return readPiece(ctx.db, {
    fileId: id,
    at: from - offset,
    offset,
    length: Math.min(length, PIECE_BYTES - offset),
  });
}
