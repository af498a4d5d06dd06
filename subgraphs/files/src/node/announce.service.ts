import type { RequestContext } from '@parley/kit';
import { type NodeLog, nodeStream } from '../events.js';
import { tellHolder } from '../own/own-files-live.service.js';
import { tellFiles } from '../told/told-file.service.js';
import type { NodeRow } from './node.table.js';

/** A node and where it is: all that announcing it takes. */
export type Announced = Pick<NodeRow, 'id' | 'parentId' | 'kind'>;

/** The same with whose it is: their lists show it wherever it is. */
export type AnnouncedOf = Announced & Pick<NodeRow, 'holderId'>;

/** Appends to the stream of a node; told to its followers once the transaction has committed. */
export async function announce<K extends keyof NodeLog>(
  ctx: RequestContext,
  streamOf: string,
  kind: K,
  data: NodeLog[K],
): Promise<void> {
  await ctx.events.publish(nodeStream(streamOf), kind, data);
}

/** Tells those who look at the folder that something came. */
export async function announceAdded(ctx: RequestContext, { id, parentId, kind }: Announced): Promise<void> {
  if (kind === 'FILE') await tellFiles(ctx, [id]);
  if (parentId !== null) await announce(ctx, parentId, 'fileAdded', { nodeId: id });
}

/** Tells those who look at a node, or at the folder it stands in, that it changed. */
export async function announceChanged(ctx: RequestContext, node: AnnouncedOf): Promise<void> {
  const kind = node.kind === 'FOLDER' ? 'folderChanged' : 'fileChanged';
  if (node.kind === 'FILE') await tellFiles(ctx, [node.id]);
  await announce(ctx, node.id, kind, { nodeId: node.id });
  if (node.parentId !== null) await announce(ctx, node.parentId, kind, { nodeId: node.id });
  await tellHolder(ctx, node.holderId, 'FILES');
}

/** Tells those who look at a node, or at the folder it stood in, that it went. */
export async function announceRemoved(ctx: RequestContext, { id, parentId }: Announced): Promise<void> {
  await announce(ctx, id, 'fileRemoved', { nodeId: id });
  if (parentId !== null) await announce(ctx, parentId, 'fileRemoved', { nodeId: id });
}
