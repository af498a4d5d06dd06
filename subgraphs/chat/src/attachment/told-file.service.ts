import type { RequestContext } from '@parley/kit';
import { type ToldLog, toldStream } from '../events.js';
import { type FileWithUses, filesById, filesOfMessages } from './file.store.js';
import { refreshMessagesOf } from './linked-file.service.js';
import { whereShown } from './linked-file.store.js';

const toTold = (file: FileWithUses): ToldLog['fileTold'] => ({
  ...{ fileId: file.id, organizationId: file.organizationId, ownerId: file.ownerId, name: file.name },
  mediaType: file.mediaType ?? 'application/octet-stream',
  kind: file.kind ?? 'OTHER',
  ...{ size: Number(file.size), width: file.width, height: file.height },
  createdAt: file.createdAt.toISOString(),
  ...{ shared: file.shared, channelIds: file.channelIds },
});

/** Tells other subgraphs of files that messages show, or show no more, as they are by now. */
export async function tellFilesOf(ctx: RequestContext, messageIds: readonly string[]): Promise<void> {
  const fileIds = await filesOfMessages(ctx.db, messageIds);
  if (fileIds.length === 0) return;
  await refreshMessagesOf(ctx, fileIds);
  await tellFiles(ctx, fileIds);
}

/** The same of files that messages show no more once that work is done, in the transaction that it is done in. */
export async function tellFilesWhile<T>(
  ctx: RequestContext,
  messageIds: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const fileIds = await filesOfMessages(ctx.db, messageIds);
  const done = await work();
  await tellFiles(ctx, fileIds);
  return done;
}

/** The same of files by id. */
export async function tellFiles(ctx: RequestContext, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  for (const { fileId, channels, isAwaited } of await whereShown(ctx.db, ids)) {
    await ctx.events.publish(toldStream(fileId), 'fileShown', { fileId, channels, isAwaited });
  }
  for (const file of (await filesById(ctx.db, ids)).values()) {
    await ctx.events.publish(toldStream(file.id), 'fileTold', toTold(file));
  }
}

/** Tells other subgraphs that files are gone. */
export async function tellForgotten(ctx: RequestContext, fileIds: readonly string[]): Promise<void> {
  for (const fileId of fileIds) await ctx.events.publish(toldStream(fileId), 'fileForgotten', { fileId });
}
