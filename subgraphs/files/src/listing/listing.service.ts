import {
  type Page,
  type PageArgs,
  type RequestContext,
  type Viewer,
  load,
  pageRequest,
  toPage,
} from '@parley/kit';
import { accessFile, accessFolder, peekNode, peekNodes } from '../access/node.access.js';
import type { NodeFor } from '../access/rights.rules.js';
import type { FileFilterInput, FileOrderInput } from '../node/node.inputs.js';
import type { NodeAt } from '../node/node.table.js';
import { findNodes } from '../node/place.service.js';
import { type Ordered, childPage } from './children.store.js';
import { type OwnList, ownPage } from './own-list.store.js';
import { totalIn } from './total.js';

/** What is asked of a folder's children. */
export interface ChildrenArgs extends PageArgs {
  readonly filter?: FileFilterInput | null;
  readonly orderBy?: FileOrderInput | null;
}

const BY_NAME = { by: 'NAME', direction: 'ASCENDING' } as const;

const keyOf = ({ kind, orderKey, id }: Ordered): readonly string[] => [kind, orderKey, id];

/** What the viewer sees in a folder: folders first, each with what they may do with it. */
export const listChildren = (
  ctx: RequestContext,
  folderId: string,
  args: ChildrenArgs,
  isCounted: boolean,
): Promise<Page<NodeFor>> => listChildrenFor(ctx, ctx.viewer, folderId, args, isCounted);

/** The same for somebody else, in whose name something is shown. */
export async function listChildrenFor(
  ctx: RequestContext,
  who: Viewer,
  folderId: string,
  args: ChildrenArgs,
  isCounted = false,
): Promise<Page<NodeFor>> {
  const request = pageRequest(args);
  const order = args.orderBy ?? BY_NAME;
  const asked = { folderId, request, order, filter: args.filter ?? null, isCounted };
  const rows = await childPage(ctx.db, who, asked);
  return toPage(rows, request, keyOf, totalIn(rows, isCounted, request));
}

/** The folder that a node stands in; null where the viewer may not see it, or there is none. */
export async function parentOf(ctx: RequestContext, { parentId }: NodeAt): Promise<NodeFor | null> {
  if (parentId === null) return null;
  const [parent] = await peekNodes(ctx, [parentId]);
  return parent?.channelId === null ? parent : null;
}

/** The folders from the top down to this one, as far up as the viewer may see them. */
export async function pathOf(ctx: RequestContext, folder: NodeAt): Promise<NodeFor[]> {
  return peekNodes(ctx, folder.ancestors);
}

/** A folder or file that the viewer may see. @throws NOT_FOUND, also for the one where the other is asked for */
export const readNode = (ctx: RequestContext, kind: 'file' | 'folder', id: string): Promise<NodeFor> =>
  kind === 'file' ? accessFile(ctx, id, 'VIEW') : accessFolder(ctx, id, 'VIEW');

/** A file or folder that another subgraph or a client refers to; null where the viewer may not see it. */
export async function referToNode(ctx: RequestContext, id: string): Promise<NodeAt | null> {
  // A shared execution has nobody whose right could be asked for; whoever holds a node was let in where it was reached.
  if (ctx.caller.shared) return (await load(ctx, findNodes, id)) ?? null;
  return peekNode(ctx, id);
}

/** Files that the viewer used or marked, newest first, as far as they still see them. */
export async function listOwn(
  ctx: RequestContext,
  list: OwnList,
  args: PageArgs,
  isCounted: boolean,
): Promise<Page<NodeFor>> {
  const request = pageRequest(args);
  const rows = await ownPage(ctx.db, ctx.viewer, list, request, isCounted);
  return toPage(rows, request, ({ atKey, id }) => [atKey, id], totalIn(rows, isCounted, request));
}
