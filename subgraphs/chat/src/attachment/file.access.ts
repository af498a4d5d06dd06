import { batchOf, load, notFound, type RequestContext } from '@parley/kit';
import { peekChannel } from '../channel/channel.access.js';
import { type FileWithUses, filesById } from './file.store.js';

/** Batch: files that are whole, whoever asks. */
export const findFiles = batchOf(filesById);

/** Whoever sent it, everybody of the organisation where it is shared, and whoever reads a message that shows it. */
async function mayRead(ctx: RequestContext, file: FileWithUses): Promise<boolean> {
  const { viewer } = ctx;
  if (file.ownerId === viewer.id) return true;
  if (file.shared && file.organizationId === viewer.organizationId) return true;
  for (const channelId of file.channelIds) if (await peekChannel(ctx, channelId)) return true;
  return false;
}

/** A file that the viewer may read; null where it is hidden, absent, or not whole yet. */
export async function peekFile(ctx: RequestContext, id: string): Promise<FileWithUses | null> {
  const file = await load(ctx, findFiles, id);
  return file && (await mayRead(ctx, file)) ? file : null;
}

/**
 * The only door to a file on a viewer's behalf.
 * @throws NOT_FOUND where it is hidden, absent, or not whole yet
 */
export async function accessFile(ctx: RequestContext, id: string): Promise<FileWithUses> {
  const file = await peekFile(ctx, id);
  if (!file) throw notFound('File');
  return file;
}
