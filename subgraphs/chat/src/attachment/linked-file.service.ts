import { type RequestContext, batchOf, load, unavailable } from '@parley/kit';
import { announce } from '../channel/announce.service.js';
import type { AttachmentInput } from './attachment.inputs.js';
import { filesById } from './file.store.js';
import {
  endLinked,
  holdLinked,
  linkedById,
  refreshMessage,
  removeLinked,
  saveLinked,
  staleMessages,
} from './linked-file.store.js';
import type { LinkedFileRow } from './linked-file.table.js';

/** What takes in the log of files. */
export const FILES_CONSUMER = 'files';

/** How many messages are brought up to date in one statement's answer. */
const AT_ONCE = 200;

/** Batch: files that files keeps and told of, whoever asks. */
const findLinked = batchOf(linkedById);

/**
 * Messages that show these files show them as they are by now, and their readers are told. A file that is told of is
 * held meanwhile, so that of two who look at the same time, one that took the file in and one that was told of a new
 * message, the later one sees what the earlier one did.
 */
export async function refreshMessagesOf(ctx: RequestContext, fileIds: readonly string[]): Promise<void> {
  for (const file of await holdLinked(ctx.db, fileIds)) {
    for (const message of await staleMessages(ctx.db, file, AT_ONCE)) {
      if (!(await refreshMessage(ctx.db, message.id, file))) continue;
      await announce(ctx, message.channelId, 'messageChanged', { messageId: message.id });
    }
  }
}

/** Takes in a file that files keeps, as it has it now. */
export async function recordLinked(ctx: RequestContext, file: LinkedFileRow): Promise<void> {
  await saveLinked(ctx.db, file);
  await refreshMessagesOf(ctx, [file.id]);
}

/** A file of files' is gone for good: messages that show it say so. */
export async function forgetLinked(ctx: RequestContext, fileId: string): Promise<void> {
  await endLinked(ctx.db, fileId);
  await refreshMessagesOf(ctx, [fileId]);
  await removeLinked(ctx.db, fileId);
}

/**
 * Makes sure that what files has told by now is known here, where a message is about to show something that is not:
 * files may have told of it a moment ago. Call it before the transaction.
 * @throws UNAVAILABLE when files cannot be asked at this moment
 */
export async function knowFiles(
  ctx: RequestContext,
  attachments: readonly AttachmentInput[] | null | undefined,
): Promise<void> {
  const ids = attachments?.map(({ fileId }) => fileId) ?? [];
  if (ids.length === 0) return;
  const [kept, linked] = await Promise.all([filesById(ctx.db, ids), linkedById(ctx.db, ids)]);
  if (ids.every((id) => kept.has(id) || linked.has(id))) return;
  if (!(await ctx.subgraph.catchUp(FILES_CONSUMER))) {
    throw unavailable('Files cannot be reached at the moment; try again');
  }
}

/**
 * A file of files' that the viewer may show in a channel: one that they sent there, or that those who read the channel
 * have already. Null for every other one, hidden or absent. Whoever may pass on what is somebody else's shares it with the
 * channel first, which files decides about.
 */
export async function peekLinked(
  ctx: RequestContext,
  id: string,
  channelId: string,
): Promise<LinkedFileRow | null> {
  const { viewer } = ctx;
  const file = await load(ctx, findLinked, id);
  if (file?.organizationId !== viewer.organizationId) return null;
  return file.ownerId === viewer.id || file.channelIds.includes(channelId) ? file : null;
}

/** Where a file that files keeps is downloaded. */
export const addressOfLinked = ({ id, name }: { readonly id: string; readonly name: string }): string =>
  `/f/files/${id}/${encodeURIComponent(name)}`;
