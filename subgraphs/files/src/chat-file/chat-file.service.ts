import { type RequestContext, newId } from '@parley/kit';
import { tellAccessChanged } from '../followed/followed.service.js';
import { nameKeyOf, sortKeyOf } from '../node/name.rules.js';
import { holdTrees } from '../node/place.service.js';
import { type ChatFile, type ShownTo, removeChatFile, saveChatFile, showTo } from './chat-file.store.js';

/** A file of chat's, and to whom chat shows it. */
export interface ToldFile {
  readonly file: Omit<ChatFile, 'nameKey' | 'sortKey'>;
  readonly shownTo: readonly ShownTo[];
}

/** Takes in a file whose bytes chat keeps: whoever reads a message that shows it sees it, and whoever sent it. */
export async function recordChatFile(ctx: RequestContext, { file, shownTo }: ToldFile): Promise<void> {
  await holdTrees(ctx, [file.id], 'exclusive');
  const { name } = file;
  await saveChatFile(ctx.db, { ...file, nameKey: nameKeyOf(name), sortKey: sortKeyOf(name) });
  const withIds = shownTo.map((to) => ({ ...to, shareId: newId('share') }));
  if (await showTo(ctx.db, file.id, withIds)) await tellAccessChanged(ctx, file.id, null);
}

/** Forgets a file that chat has no longer. */
export async function forgetChatFile(ctx: RequestContext, fileId: string): Promise<void> {
  await holdTrees(ctx, [fileId], 'exclusive');
  await tellAccessChanged(ctx, fileId, null);
  await removeChatFile(ctx.db, fileId);
}
