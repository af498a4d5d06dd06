import { invalid, isId, notFound, unavailable } from '@parley/kit';
import { accessFile, accessFolder, peekNode } from '../access/node.access.js';
import type { NodeFor } from '../access/rights.rules.js';
import type { FilesContext } from '../context.js';
import { channelFolderId, homeId } from '../node/root.service.js';
import { channelOf } from './upload.store.js';
import type { UploadRow } from './upload.table.js';

/** Where an upload goes: into a folder, or as a new version of a file. */
export interface Target {
  /** What decides about region and space: the folder, or the file. */
  readonly node: NodeFor;
  readonly folderId: string | null;
  readonly replacesFileId: string | null;
  readonly channelId: string | null;
}

/** What somebody says of where an upload goes. */
export interface TargetNamed {
  readonly folderId?: string | null;
  readonly channelId?: string | null;
  readonly replacesFileId?: string | null;
}

/**
 * Where an upload goes, if the viewer may put it there.
 * @throws INVALID for more than one place, NOT_FOUND and FORBIDDEN as accessNode()
 */
export async function accessTarget(ctx: FilesContext, named: TargetNamed): Promise<Target> {
  const { folderId = null, channelId = null, replacesFileId = null } = named;
  if ([folderId, channelId, replacesFileId].filter((id) => id !== null).length > 1) {
    throw invalid('folderId', 'Name one place: a folder, a channel, or the file that it replaces');
  }
  if (replacesFileId !== null) {
    const node = await accessFile(ctx, replacesFileId, 'EDIT');
    return { node, folderId: null, replacesFileId, channelId: null };
  }
  if (channelId !== null) return accessChannelFolder(ctx, channelId);
  const id = folderId ?? (await homeId(ctx));
  if (id === null) throw notFound('Folder');
  return { node: await accessFolder(ctx, id, 'UPLOAD'), folderId: id, replacesFileId: null, channelId: null };
}

async function accessChannelFolder(ctx: FilesContext, channelId: string): Promise<Target> {
  const { viewer } = ctx;
  const channel = isId('channel', channelId) ? await knownChannel(ctx, channelId) : undefined;
  if (channel?.organizationId !== viewer.organizationId) throw notFound('Channel');
  const id = await channelFolderId(ctx, channel);
  return { node: await accessFolder(ctx, id, 'VIEW'), folderId: id, replacesFileId: null, channelId };
}

/** A channel that the viewer is in; chat may have told of it, or of them in it, a moment ago. */
async function knownChannel(ctx: FilesContext, channelId: string): ReturnType<typeof channelOf> {
  const { id } = ctx.viewer;
  const known = await channelOf(ctx.db, channelId, id);
  if (known) return known;
  if (!(await ctx.subgraph.catchUp('chat'))) {
    throw unavailable('Chat cannot be reached at the moment; try again');
  }
  return channelOf(ctx.db, channelId, id);
}

/** Whether the viewer may look where an upload goes. */
export async function maySeeTarget(
  ctx: FilesContext,
  { folderId, replacesFileId }: Pick<UploadRow, 'folderId' | 'replacesFileId'>,
): Promise<boolean> {
  const id = replacesFileId ?? folderId;
  return id !== null && (await peekNode(ctx, id)) !== null;
}
