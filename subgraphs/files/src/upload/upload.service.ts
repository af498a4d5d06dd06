import { conflict, digestOf, newId, transaction, unavailable } from '@parley/kit';
import type { FilesContext } from '../context.js';
import { checkTaken, policyFor } from '../policy/policy.service.js';
import { checkAskedFor, reservePlace, underWayTo } from '../request/receive.service.js';
import { checkSpace } from '../usage/usage.service.js';
import type { CancelUploadInput, StartUploadInput } from './upload.inputs.js';
import { Upload } from './upload.js';
import { accessOwnUpload, peekUpload } from './upload.access.js';
import { endUpload } from './upload-end.service.js';
import { type Place, type Sender, asNobody, placeFor, senderOf } from './upload-sender.service.js';
import { UPLOADS, addressOfUpload, checkSize, expiryFrom, nameOf, sha256Of } from './upload.rules.js';
import {
  type NewUpload,
  bytesUnderWay,
  insertUpload,
  openUploadsOf,
  requestedByKey,
  uploadByKey,
} from './upload.store.js';
import type { UploadRow } from './upload.table.js';
import { uploadingOf } from './uploading.js';

const LONGEST_TYPE = 200;
/** Plain lists name their bound: see Viewer.uploads. */
const MOST_OPEN = 100;
/** What has to be left on the disk for everything else. */
const RESERVE_BYTES = 64 * 1_048_576;

/** An upload as clients see it; who has no account is told by its address, which nobody else has. */
export const toUpload = (ctx: FilesContext, row: UploadRow): Upload =>
  Object.assign(new Upload(), row, {
    size: Number(row.size),
    receivedBytes: Number(row.received),
    // Whoever looks where it goes learns how far it is, and no address by which they could send to it.
    url: ctx.caller.viewer ? `${UPLOADS}/${row.id}` : addressOfUpload(ctx.blobs, row),
  });

/**
 * Reserves an upload: whether it may be there, whether it is taken, and whether there is room for it is said before the
 * first byte is sent. The same key answers with the same upload, whatever became of it.
 * @throws INVALID, NOT_FOUND, FORBIDDEN, CONFLICT, UNAVAILABLE
 */
export async function startUpload(ctx: FilesContext, input: StartUploadInput): Promise<Upload> {
  const digest = digestOf('startUpload', input);
  const sender = await senderOf(ctx, input);
  const own = sender.personId === null ? asNobody(ctx) : ctx;
  const known = await knownUpload(ctx, sender, input.key, digest);
  if (known) return toUpload(own, known);
  const target = await placeFor(ctx, sender, input);
  const name = nameOf(input.name);
  await checkRoom(ctx, { sender, target, name }, input);
  const region = target.node.region ?? target.region;
  const [id, storeKey] = [newId('upload'), newId('blob')];
  const handle = await ctx.blobs.store(region).begin(storeKey);
  const { folderId, channelId, replacesFileId } = target;
  const isNew = await reserve(ctx, {
    ...{ id, organizationId: target.node.organizationId, clientKey: input.key, digest, name },
    ...{ personId: sender.personId, senderName: sender.name, requestId: sender.request?.id ?? null },
    ...{ size: input.size, folderId, channelId, replacesFileId, storeKey, partOf: null },
    claimedType: (input.mediaType ?? '').toLowerCase().slice(0, LONGEST_TYPE),
    claimedSha256: sha256Of(input.sha256),
    progress: { handle, region },
    expiresAt: expiryFrom(Date.now()),
  }).catch(async (error: unknown) => {
    await ctx.blobs.store(region).abandon({ key: storeKey, handle });
    throw error;
  });
  // Its twin was faster.
  if (!isNew) await ctx.blobs.store(region).abandon({ key: storeKey, handle });
  const row = await knownUpload(ctx, sender, input.key, digest);
  if (!row) throw conflict('This upload was begun at the same time; begin it again');
  return toUpload(own, row);
}

/** What answers a request takes a place there in the same transaction. */
const reserve = (ctx: FilesContext, upload: NewUpload): Promise<boolean> =>
  transaction(ctx, async (inner) => {
    if (upload.requestId !== null) await reservePlace(inner, upload.requestId);
    return insertUpload(inner.db, upload);
  });

async function knownUpload(
  ctx: FilesContext,
  { personId, request }: Sender,
  key: string,
  digest: string,
): Promise<UploadRow | null> {
  const known =
    personId === null
      ? await requestedByKey(ctx.db, request?.id ?? '', key)
      : await uploadByKey(ctx.db, personId, key);
  if (known && known.digest !== digest) {
    throw conflict('This key was used for something else; choose a new one');
  }
  return known ?? null;
}

/** Policy, quota and room, with what is under way already counted as if it were there. */
async function checkRoom(
  ctx: FilesContext,
  { sender, target, name }: { readonly sender: Sender; readonly target: Place; readonly name: string },
  input: StartUploadInput,
): Promise<void> {
  const { organizationId, holderId, region } = target.node;
  const { maxFileSize } = await policyFor(ctx, organizationId);
  const size = checkSize(input.size, maxFileSize);
  const file = { name, size, mediaType: input.mediaType ?? '' };
  await checkTaken(ctx, organizationId, file);
  if (sender.request) await checkAskedFor(ctx, sender.request, file);
  await checkSpace(ctx, { organizationId, holderId, bytes: (await bytesOnTheWay(ctx, sender)) + size });
  const room = await ctx.blobs.store(region ?? target.region).room();
  if (room !== null && room < size + RESERVE_BYTES) {
    throw unavailable('There is no room left for files; ask an administrator to make some');
  }
}

const bytesOnTheWay = async (ctx: FilesContext, { personId, request }: Sender): Promise<number> =>
  personId === null ? (await underWayTo(ctx.db, request?.id ?? '')).bytes : bytesUnderWay(ctx.db, personId);

/** Gives an upload up: what arrived of it is removed. Doing it again does nothing. */
export async function cancelUpload(
  ctx: FilesContext,
  input: CancelUploadInput,
): Promise<{ readonly id: string }> {
  const { id } = await accessOwnUpload(ctx, input.uploadId);
  await giveUp(ctx, id, (fresh) => accessOwnUpload(fresh, id));
  return { id };
}

/** Whoever sends to it is asked to stop first. */
export async function giveUp(
  ctx: FilesContext,
  uploadId: string,
  access: (fresh: FilesContext) => Promise<UploadRow>,
): Promise<void> {
  const lock = await uploadingOf(ctx).locks.take(uploadId);
  try {
    const upload = await access(ctx.subgraph.context(ctx.caller) as FilesContext);
    await endUpload(ctx, upload, { state: 'EXPIRED' });
  } finally {
    await lock.release();
  }
}

/** The viewer's uploads that are under way, oldest first. */
export const readOpenUploads = async (ctx: FilesContext, personId: string): Promise<Upload[]> =>
  (await openUploadsOf(ctx.db, personId, MOST_OPEN)).map((row) => toUpload(ctx, row));

/** One upload; null where it is hidden or absent. */
export async function readUpload(ctx: FilesContext, id: string): Promise<Upload | null> {
  const upload = await peekUpload(ctx, id);
  return upload && toUpload(ctx, upload);
}
