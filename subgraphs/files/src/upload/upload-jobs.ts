import { job, systemCaller, type RequestContext } from '@parley/kit';
import type { FilesContext } from '../context.js';
import { onBehalfOf } from '../person/on-behalf.service.js';
import { endUpload } from './upload-end.service.js';
import { finishUpload } from './upload-finish.service.js';
import { expiredUploads, unfinishedUploads, uploadsById } from './upload.store.js';
import type { UploadRow } from './upload.table.js';
import { uploadingOf } from './uploading.js';

const AT_ONCE = 100;
/** Whoever sent the last byte finishes it; after so long they were kept from it. */
const FINISHING_MS = 60_000;

/** Ends uploads that were left for too long, and removes what arrived of them. */
export async function expireUploads(ctx: FilesContext, now: Date): Promise<void> {
  for (const { id } of await expiredUploads(ctx.db, now, AT_ONCE)) {
    await withLock(ctx, id, async (upload) => {
      if (upload.state === 'RECEIVING' && upload.expiresAt <= now) {
        await endUpload(ctx, upload, { state: 'EXPIRED' });
      }
    });
  }
}

/** Turns into files what arrived whole and whose sender, or the process that took it, left before it was one. */
export async function finishUploads(ctx: FilesContext, now: Date): Promise<void> {
  const before = new Date(now.getTime() - FINISHING_MS);
  const uploads = await unfinishedUploads(ctx.db, before, AT_ONCE);
  for (const { id } of uploads) {
    await withLock(ctx, id, async (upload) => {
      if (upload.state === 'DONE') return;
      const own = await onBehalfOfSender(ctx, upload);
      if (own) await finishUpload(own, uploadingOf(ctx).hashes, upload);
      else await endUpload(ctx, upload, { state: 'REFUSED', because: 'Whoever sent it is gone' });
    });
  }
}

/** One that somebody is busy with is left to them. */
async function withLock(
  ctx: FilesContext,
  uploadId: string,
  work: (upload: UploadRow) => Promise<void>,
): Promise<void> {
  const lock = await uploadingOf(ctx).locks.tryNow(uploadId);
  if (!lock) return;
  try {
    const [upload] = await uploadsById(ctx.db, [uploadId]);
    if (upload) await work(upload);
  } finally {
    await lock.release();
  }
}

/** A context in which whoever sent it is who acts; nobody where it came by a request, null where who sent it is gone. */
async function onBehalfOfSender(ctx: FilesContext, upload: UploadRow): Promise<FilesContext | null> {
  const viewer = upload.personId === null ? null : await onBehalfOf(ctx, upload.personId);
  if (!viewer && upload.personId !== null) return null;
  const caller = { ...systemCaller('uploads'), internal: false, viewer };
  return ctx.subgraph.context(caller) as FilesContext;
}

const asFiles = (ctx: RequestContext): FilesContext => ctx as FilesContext;

/** What is done with uploads by themselves. */
export const uploadJobs = [
  job('expire-uploads', { cron: '*/5 * * * *' }, (ctx) => expireUploads(asFiles(ctx), new Date())),
  job('finish-uploads', { cron: '* * * * *' }, (ctx) => finishUploads(asFiles(ctx), new Date())),
];
