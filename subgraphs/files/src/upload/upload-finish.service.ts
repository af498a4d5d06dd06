import { AppError, notFound, transaction } from '@parley/kit';
import type { BlobStore, Span } from '../blob/store.js';
import type { FilesContext } from '../context.js';
import { fileTypeOf, HEAD_BYTES, TAIL_BYTES } from '../content/file-type.rules.js';
import type { FileType } from '../content/known-types.rules.js';
import { nodesInside } from '../node/node.service.js';
import { checkTaken } from '../policy/policy.service.js';
import { accessBegun, checkAskedFor, receive } from '../request/receive.service.js';
import { addFileVersion, type AddedVersion } from '../version/add-version.service.js';
import { endUpload } from './upload-end.service.js';
import { tellProgress } from './upload-progress.service.js';
import type { RunningHash, RunningHashes } from './running-hash.js';
import { growingOf, lockUpload, setState } from './upload.store.js';
import type { UploadRow } from './upload.table.js';

/** What came of an upload of which every byte arrived. */
export type Finished = { readonly fileId: string } | { readonly refusedBecause: string };

const NOT_AS_NAMED = 'What arrived is not what was announced: its SHA-256 is another one';

/**
 * Turns an upload of which every byte arrived into a file or a version of one, exactly once: its state, the file, the
 * reference to its bytes and what is told of it are one transaction. The bytes are in their place before it, so that it
 * may be begun again wherever it was broken off. Whoever calls holds the lock of the upload.
 */
export async function finishUpload(
  ctx: FilesContext,
  hashes: RunningHashes,
  upload: UploadRow,
): Promise<Finished> {
  const [uploadId, receivedBytes] = [upload.id, Number(upload.size)];
  await setState(ctx.db, uploadId, { state: 'CHECKING' });
  tellProgress(ctx, { uploadId, receivedBytes, state: 'CHECKING' });
  const store = ctx.blobs.store(upload.progress.region);
  await store.seal(growingOf(upload));
  const sha256 = await checksumOf(ctx, upload, hashes.takeLast(uploadId));
  if (upload.claimedSha256 !== null && upload.claimedSha256 !== sha256) {
    await endUpload(ctx, upload, { state: 'REFUSED', because: NOT_AS_NAMED });
    return { refusedBecause: NOT_AS_NAMED };
  }
  const added = await addUnlessRefused(ctx, upload, { sha256, type: await typeOf(store, upload) });
  if ('refusedBecause' in added) return added;
  // The organisation had these bytes already: ours are nobody's.
  if (added.storeKey !== null && added.storeKey !== upload.storeKey) await store.remove(upload.storeKey);
  tellProgress(ctx, { uploadId, receivedBytes, state: 'DONE' });
  return { fileId: added.fileId };
}

/** Goes on where what was seen of the bytes ends; usually there is nothing left to read. */
async function checksumOf(ctx: FilesContext, upload: UploadRow, seen: RunningHash): Promise<string> {
  const size = Number(upload.size);
  const { hash, bytes } = seen;
  if (bytes < size) {
    const store = ctx.blobs.store(upload.progress.region);
    const rest = await store.read(upload.storeKey, { from: bytes, to: size });
    for await (const chunk of rest as AsyncIterable<Buffer>) hash.update(chunk);
  }
  return hash.digest('hex');
}

/** What it is by its content, of which both ends are enough. */
async function typeOf(store: BlobStore, { storeKey, name, size, claimedType }: UploadRow): Promise<FileType> {
  const end = Number(size);
  const [head, tail] = await Promise.all([
    readSpan(store, storeKey, { from: 0, to: Math.min(end, HEAD_BYTES) }),
    readSpan(store, storeKey, { from: Math.max(0, end - TAIL_BYTES), to: end }),
  ]);
  return fileTypeOf({ head, tail, name, claimed: claimedType });
}

async function readSpan(store: BlobStore, key: string, span: Span): Promise<Buffer> {
  if (span.to <= span.from) return Buffer.alloc(0);
  return Buffer.concat((await (await store.read(key, span)).toArray()) as Buffer[]);
}

interface Checked {
  readonly sha256: string;
  readonly type: FileType;
}

/** The file, and where its bytes are; null where that was settled before. */
interface Added {
  readonly fileId: string;
  readonly storeKey: string | null;
}

/** What speaks against the file itself, or against its place; everything else is tried again. */
const REFUSING: ReadonlySet<unknown> = new Set(['INVALID', 'NOT_FOUND', 'FORBIDDEN', 'CONFLICT']);

async function addUnlessRefused(
  ctx: FilesContext,
  upload: UploadRow,
  checked: Checked,
): Promise<Added | { readonly refusedBecause: string }> {
  try {
    const { organizationId, name, size } = upload;
    const { mediaType } = checked.type;
    const file = { name, size: Number(size), mediaType };
    await checkTaken(ctx, organizationId, file);
    if (upload.requestId !== null) {
      const { request } = await accessBegun(ctx.subgraph.context(ctx.caller), upload.requestId);
      await checkAskedFor(ctx, request, file);
    }
    return await addOnce(ctx, upload, checked);
  } catch (error) {
    // Its folder is gone, there is no room, or it is not what it was said to be: whoever sent it is told so.
    if (!(error instanceof AppError) || !REFUSING.has(error.extensions['code'])) throw error;
    await endUpload(ctx, upload, { state: 'REFUSED', because: error.message });
    return { refusedBecause: error.message };
  }
}

function addOnce(ctx: FilesContext, upload: UploadRow, checked: Checked): Promise<Added> {
  return transaction(ctx, async (inner) => {
    const now = await lockUpload(inner.db, upload.id);
    if (now?.state === 'DONE' && now.fileId !== null) return { fileId: now.fileId, storeKey: null };
    if (now?.state !== 'CHECKING') throw notFound('Upload');
    const { nodeId: fileId, version, storeKey } = await addTo(inner, upload, checked);
    const { requestId, folderId, senderName, personId } = upload;
    if (requestId !== null) {
      await receive(
        inner,
        { id: requestId, nodeId: folderId ?? '' },
        { nodeId: fileId, senderName, personId },
      );
    }
    await setState(inner.db, upload.id, { state: 'DONE', fileId, versionId: version.id });
    return { fileId, storeKey };
  });
}

async function addTo(ctx: FilesContext, upload: UploadRow, { sha256, type }: Checked): Promise<AddedVersion> {
  const { replacesFileId, folderId, name, storeKey } = upload;
  const { region } = upload.progress;
  const found = await nodesInside(ctx.db, [replacesFileId ?? folderId ?? '']);
  const [node] = found.values();
  if (!node) throw notFound(replacesFileId === null ? 'Folder' : 'File');
  const target =
    replacesFileId === null ? { folder: node, name, whenTaken: 'NUMBER' as const } : { file: node };
  return addFileVersion(ctx, target, {
    bytes: { sha256, size: Number(upload.size), storeKey, region },
    mediaType: type.mediaType,
    fileKind: type.kind,
    requestId: upload.requestId,
  });
}
