import { AppError, HttpProblem, conflict, invalid, newId, notFound } from '@parley/kit';
import type { FilesContext } from '../context.js';
import type { RunningHashes } from './running-hash.js';
import { tooLarge, expiryFrom } from './upload.rules.js';
import { growingOf, insertUpload, partsOf, setReceived, setState } from './upload.store.js';
import type { UploadRow } from './upload.table.js';

const MOST_PARTS = 64;

/**
 * Begins a part of an upload, that is sent side by side with others and put together with them at the end.
 * @throws HttpProblem 413 for more than was announced
 */
export async function beginPart(ctx: FilesContext, upload: UploadRow, size: number): Promise<string> {
  const parts = await partsOf(ctx.db, upload.id);
  const open = parts.filter(({ state }) => state === 'RECEIVING');
  const announced = open.reduce((sum, part) => sum + Number(part.size), size);
  // Parts that were begun and never named do not count for ever, but for a while they are bytes as well.
  if (announced > 2 * Number(upload.size)) throw tooLarge(Number(upload.size), announced);
  if (open.length >= MOST_PARTS) throw conflict(`An upload has at most ${String(MOST_PARTS)} parts`);
  const [id, storeKey] = [newId('upload'), newId('blob')];
  const { region } = upload.progress;
  const handle = await ctx.blobs.store(region).begin(storeKey);
  await insertUpload(ctx.db, {
    id,
    organizationId: upload.organizationId,
    personId: upload.personId,
    clientKey: crypto.randomUUID(),
    digest: '',
    name: upload.name,
    size,
    folderId: upload.folderId,
    channelId: upload.channelId,
    replacesFileId: upload.replacesFileId,
    requestId: upload.requestId,
    senderName: upload.senderName,
    claimedType: '',
    claimedSha256: null,
    storeKey,
    progress: { handle, region },
    partOf: upload.id,
    expiresAt: expiryFrom(Date.now()),
  });
  return id;
}

/**
 * Puts an upload together of its parts, in the order in which they are named; every byte is read once, and its checksum
 * made of it. Whoever calls holds the lock of the upload.
 * @throws HttpProblem 404, 409 or 413 where they do not make up what was announced
 */
export async function joinParts(
  ctx: FilesContext,
  hashes: RunningHashes,
  upload: UploadRow,
  partIds: readonly string[],
): Promise<void> {
  const known = new Map((await partsOf(ctx.db, upload.id)).map((part) => [part.id, part]));
  const parts = partIds.map((id) => {
    const part = known.get(id);
    if (!part) throw notFound('Upload');
    if (part.received !== part.size || part.state !== 'RECEIVING') {
      throw new HttpProblem(409, conflict('A part is not whole yet'));
    }
    return part;
  });
  const total = parts.reduce((sum, { size }) => sum + Number(size), 0);
  if (total !== Number(upload.size) || new Set(partIds).size !== partIds.length) {
    throw new HttpProblem(400, invalid('upload-concat', 'The parts do not make up what was announced'));
  }
  const store = ctx.blobs.store(upload.progress.region);
  // What an attempt before this one wrote is written anew.
  await store.resume(growingOf(upload), 0);
  const hash = hashes.take(upload.id, 0);
  if (!hash) throw new AppError('INTERNAL', 'Nothing begins with nothing');
  const writer = await store.open(growingOf(upload), 0);
  try {
    for (const part of parts) {
      await store.seal(growingOf(part));
      for await (const chunk of (await store.read(part.storeKey)) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        await writer.write(chunk);
      }
    }
    await writer.flush();
  } finally {
    await writer.close();
  }
  hashes.keep(upload.id, hash, total);
  await setReceived(ctx.db, upload.id, total, expiryFrom(Date.now()));
  await dropParts(ctx, parts);
}

/** What was put together is kept there; its parts are nobody's. */
async function dropParts(ctx: FilesContext, parts: readonly UploadRow[]): Promise<void> {
  for (const part of parts) {
    await setState(ctx.db, part.id, { state: 'DONE' });
    await ctx.blobs.store(part.progress.region).remove(part.storeKey);
  }
}
