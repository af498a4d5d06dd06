import type { FilesContext } from '../context.js';
import { tellProgress } from './upload-progress.service.js';
import { growingOf, partsOf, setState } from './upload.store.js';
import type { UploadRow } from './upload.table.js';

/** Ends an upload that will be no file: nothing of it is kept. Whoever calls holds its lock. */
export async function endUpload(
  ctx: FilesContext,
  upload: UploadRow,
  end: { readonly state: 'REFUSED' | 'EXPIRED'; readonly because?: string },
): Promise<void> {
  const store = ctx.blobs.store(upload.progress.region);
  const parts = upload.partOf === null ? await partsOf(ctx.db, upload.id) : [];
  for (const part of parts) await endUpload(ctx, part, end);
  // First its state, so that nobody turns into a file what is being removed.
  if (!(await setState(ctx.db, upload.id, end))) return;
  await store.abandon(growingOf(upload));
  await store.remove(upload.storeKey);
  tellProgress(ctx, { uploadId: upload.id, receivedBytes: Number(upload.received), state: end.state });
}
