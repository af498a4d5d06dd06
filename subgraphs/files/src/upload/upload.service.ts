import { conflict, digestOf, newId, unavailable } from '@parley/kit';
import type { FilesContext } from '../context.js';
import { checkTaken, policyFor } from '../policy/policy.service.js';
import { checkSpace } from '../usage/usage.service.js';
import type { CancelUploadInput, StartUploadInput } from './upload.inputs.js';
import { Upload } from './upload.js';
import { accessOwnUpload, peekUpload } from './upload.access.js';
import { endUpload } from './upload-end.service.js';
import { accessTarget, type Target } from './upload-target.service.js';
import { checkSize, expiryFrom, nameOf, sha256Of } from './upload.rules.js';
import { bytesUnderWay, insertUpload, openUploadsOf, uploadByKey } from './upload.store.js';
import type { UploadRow } from './upload.table.js';
import { uploadingOf } from './uploading.js';

const LONGEST_TYPE = 200;
/** Plain lists name their bound: see Viewer.uploads. */
const MOST_OPEN = 100;
/** What has to be left on the disk for everything else. */
const RESERVE_BYTES = 64 * 1_048_576;

/** An upload as clients see it. */
export const toUpload = (row: UploadRow): Upload =>
  Object.assign(new Upload(), row, {
    size: Number(row.size),
    receivedBytes: Number(row.received),
    url: `/f/uploads/${row.id}`,
  });

/**
 * Reserves an upload: whether it may be there, whether it is taken, and whether there is room for it is said before the
 * first byte is sent. The same key answers with the same upload, whatever became of it.
 * @throws INVALID, NOT_FOUND, FORBIDDEN, CONFLICT, UNAVAILABLE
 */
export async function startUpload(ctx: FilesContext, input: StartUploadInput): Promise<Upload> {
  const { viewer } = ctx;
  const digest = digestOf('startUpload', input);
  const known = await knownUpload(ctx, input.key, digest);
  if (known) return toUpload(known);
  const target = await accessTarget(ctx, input);
  const name = nameOf(input.name);
  await checkRoom(ctx, target, input, name);
  const region = target.node.region ?? viewer.region;
  const [id, storeKey] = [newId('upload'), newId('blob')];
  const handle = await ctx.blobs.store(region).begin(storeKey);
  const isNew = await insertUpload(ctx.db, {
    id,
    organizationId: target.node.organizationId,
    personId: viewer.id,
    clientKey: input.key,
    digest,
    name,
    size: input.size,
    folderId: target.folderId,
    channelId: target.channelId,
    replacesFileId: target.replacesFileId,
    requestId: null,
    claimedType: (input.mediaType ?? '').toLowerCase().slice(0, LONGEST_TYPE),
    claimedSha256: sha256Of(input.sha256),
    storeKey,
    progress: { handle, region },
    partOf: null,
    expiresAt: expiryFrom(Date.now()),
  });
  // Its twin was faster.
  if (!isNew) await ctx.blobs.store(region).abandon({ key: storeKey, handle });
  const row = await knownUpload(ctx, input.key, digest);
  if (!row) throw conflict('This upload was begun at the same time; begin it again');
  return toUpload(row);
}

async function knownUpload(ctx: FilesContext, key: string, digest: string): Promise<UploadRow | null> {
  const known = await uploadByKey(ctx.db, ctx.viewer.id, key);
  if (known && known.digest !== digest) {
    throw conflict('This key was used for something else; choose a new one');
  }
  return known ?? null;
}

/** Policy, quota and room, with what is under way already counted as if it were there. */
async function checkRoom(
  ctx: FilesContext,
  { node }: Target,
  input: StartUploadInput,
  name: string,
): Promise<void> {
  const { organizationId, holderId } = node;
  const { maxFileSize } = await policyFor(ctx, organizationId);
  const size = checkSize(input.size, maxFileSize);
  await checkTaken(ctx, organizationId, { name, size, mediaType: input.mediaType ?? '' });
  const underWay = await bytesUnderWay(ctx.db, ctx.viewer.id);
  await checkSpace(ctx, { organizationId, holderId, bytes: underWay + size });
  const room = await ctx.blobs.store(node.region ?? ctx.viewer.region).room();
  if (room !== null && room < size + RESERVE_BYTES) {
    throw unavailable('There is no room left for files; ask an administrator to make some');
  }
}

/** Gives an upload up: what arrived of it is removed. Doing it again does nothing. */
export async function cancelUpload(
  ctx: FilesContext,
  input: CancelUploadInput,
): Promise<{ readonly id: string }> {
  const { id } = await accessOwnUpload(ctx, input.uploadId);
  await giveUp(ctx, id);
  return { id };
}

/** Whoever sends to it is asked to stop first. */
export async function giveUp(ctx: FilesContext, uploadId: string): Promise<void> {
  const lock = await uploadingOf(ctx).locks.take(uploadId);
  try {
    const upload = await accessOwnUpload(ctx.subgraph.context(ctx.caller), uploadId);
    await endUpload(ctx, upload, { state: 'EXPIRED' });
  } finally {
    await lock.release();
  }
}

/** The viewer's uploads that are under way, oldest first. */
export const readOpenUploads = async (ctx: FilesContext, personId: string): Promise<Upload[]> =>
  (await openUploadsOf(ctx.db, personId, MOST_OPEN)).map(toUpload);

/** One upload; null where it is hidden or absent. */
export async function readUpload(ctx: FilesContext, id: string): Promise<Upload | null> {
  const upload = await peekUpload(ctx, id);
  return upload && toUpload(upload);
}
