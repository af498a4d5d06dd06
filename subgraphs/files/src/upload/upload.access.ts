import { isId, load, notFound, type RequestContext } from '@parley/kit';
import type { FilesContext } from '../context.js';
import { uploadsById } from './upload.store.js';
import type { UploadRow } from './upload.table.js';
import { isAddressOf } from './upload.rules.js';
import { maySeeTarget } from './upload-target.service.js';

/** Batch: uploads by id. */
async function findUploads(ctx: RequestContext, ids: readonly string[]): Promise<Map<string, UploadRow>> {
  return new Map((await uploadsById(ctx.db, ids)).map((row) => [row.id, row]));
}

/** An upload of the viewer's own. @throws NOT_FOUND for all others */
export async function accessOwnUpload(ctx: RequestContext, id: string): Promise<UploadRow> {
  const { viewer } = ctx;
  const upload = isId('upload', id) ? await load(ctx, findUploads, id) : undefined;
  if (upload?.personId !== viewer.id || upload.organizationId !== viewer.organizationId) {
    throw notFound('Upload');
  }
  return upload;
}

/**
 * An upload for whoever sends it: by who they are, or by the address that they alone were given.
 * @throws NOT_FOUND for all others
 */
export async function accessSent(ctx: FilesContext, id: string, by: string | null): Promise<UploadRow> {
  if (by === null) return accessOwnUpload(ctx, id);
  const upload = isAddressOf(ctx.blobs, id, by) ? await load(ctx, findUploads, id) : undefined;
  if (upload?.personId !== null) throw notFound('Upload');
  return upload;
}

/** An upload that the viewer sends, or that goes where they may look; null for all others. */
export async function peekUpload(ctx: FilesContext, id: string): Promise<UploadRow | null> {
  const { viewer } = ctx;
  const upload = isId('upload', id) ? await load(ctx, findUploads, id) : undefined;
  if (upload?.organizationId !== viewer.organizationId || upload.partOf !== null) return null;
  return upload.personId === viewer.id || (await maySeeTarget(ctx, upload)) ? upload : null;
}

/** The same. @throws NOT_FOUND for all others */
export async function accessUpload(ctx: FilesContext, id: string): Promise<UploadRow> {
  const upload = await peekUpload(ctx, id);
  if (!upload) throw notFound('Upload');
  return upload;
}
