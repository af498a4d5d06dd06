import {
  type Page,
  type PageArgs,
  type RequestContext,
  audit,
  conflict,
  forbidden,
  invalid,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { accessNode } from '../access/node.access.js';
import type { NodeFor } from '../access/rights.rules.js';
import { note } from '../activity/activity.service.js';
import { letGo } from '../blob/reference.service.js';
import { tellAccessChanged } from '../followed/followed.service.js';
import { isHeld, refuseHeld } from '../hold/hold.service.js';
import { totalIn } from '../listing/total.js';
import { announceAdded, announceRemoved } from '../node/announce.service.js';
import { nameKeyOf, numbered, sortKeyOf } from '../node/name.rules.js';
import type { NodeAt } from '../node/node.table.js';
import { nodeInside, settled } from '../node/place.service.js';
import { isFree, nodesInside, placeUnder } from '../node/node.service.js';
import { tellHolder } from '../own/own-files-live.service.js';
import { tellGranteesUnder } from '../share/share-live.service.js';
import { tellFilesUnder, tellForgotten } from '../told/told-file.service.js';
import { count } from '../usage/usage.service.js';
import { bytesUnder } from '../version/version.service.js';
import type { DeleteForeverInput, RestoreFromTrashInput, TrashInput } from './trash.inputs.js';
import { bringBack, idsUnder, overdue, removeUnder, throwAway, trashPage } from './trash.store.js';

const MOST_AT_ONCE = 100;

function checked(nodeIds: readonly string[]): string[] {
  const ids = [...new Set(nodeIds)];
  if (ids.length > 0 && ids.length <= MOST_AT_ONCE) return ids;
  throw invalid('nodeIds', `Name between 1 and ${String(MOST_AT_ONCE)} files and folders`);
}

/** Holds the trees of nodes alone, and gives the nodes as they are then. */
const alone = (ctx: RequestContext, nodes: readonly Pick<NodeFor, 'id' | 'ancestors'>[]): Promise<NodeAt[]> =>
  settled(ctx, nodes, 'exclusive');

/** Tells all who may see a node, by its place or by a share, that it goes to the trash, comes back or is removed. */
async function tellTrash(ctx: RequestContext, node: NodeAt): Promise<void> {
  await tellAccessChanged(ctx, node.id, null);
  await tellGranteesUnder(ctx, node);
  await tellHolder(ctx, node.holderId, 'TRASH');
}

/** Moves files and folders to the trash. @returns their ids */
export async function trash(ctx: RequestContext, input: TrashInput): Promise<string[]> {
  const ids = checked(input.nodeIds);
  await transaction(ctx, (inner) =>
    once(inner, 'trash', input, async () => {
      const nodes = await Promise.all(ids.map((id) => accessNode(inner, id, 'EDIT')));
      if (nodes.some(({ parentId }) => parentId === null)) throw forbidden('This folder stays where it is');
      for (const node of await alone(inner, nodes)) {
        if (node.trashedAt !== null) continue;
        await throwAway(inner.db, node.id, inner.viewer.id);
        await note(inner, [{ node, kind: 'TRASHED' }]);
        await announceRemoved(inner, node);
        await tellFilesUnder(inner, node.id);
        await tellTrash(inner, node);
      }
      return { id: ids[0] ?? '' };
    }),
  );
  return ids;
}

/** Throws something away that nobody asked to: no message shows it any more. Whoever calls holds its tree. */
export async function throwAwayByItself(ctx: RequestContext, node: NodeAt): Promise<void> {
  await throwAway(ctx.db, node.id, null);
  await announceRemoved(ctx, node);
  await tellFilesUnder(ctx, node.id);
  await tellTrash(ctx, node);
}

/** Brings back what went to the trash by itself. Whoever calls holds its tree. */
export async function bringBackByItself(ctx: RequestContext, node: NodeAt): Promise<void> {
  await bringBack(ctx.db, node.id);
  await tellTrash(ctx, node);
}

/** Where something comes back to: where it was, or the top of the same space when that is gone. */
async function wayBack(ctx: RequestContext, node: NodeAt): Promise<NodeAt> {
  const parent = node.parentId === null ? null : await nodeInside(ctx, node.parentId);
  if (parent?.trashedAt === null) return parent;
  const rootId = node.ancestors[0] ?? '';
  return nodeInside(ctx, rootId);
}

/** A name that is free where something comes back to. */
async function freeName(ctx: RequestContext, node: NodeAt, parentId: string): Promise<string> {
  for (let n = 1; n <= MOST_NUMBERS; n += 1) {
    const name = numbered(node.name, n);
    if (node.channelId !== null || (await isFree(ctx, parentId, nameKeyOf(name), node.id))) return name;
  }
  throw conflict('There are too many of this name there');
}

const MOST_NUMBERS = 1_000;

async function restore(ctx: RequestContext, node: NodeAt): Promise<void> {
  if (node.trashRootId !== node.id) {
    throw conflict('It comes back with the folder that it was thrown away with');
  }
  const to = await wayBack(ctx, node);
  const name = await freeName(ctx, node, to.id);
  await placeUnder(ctx, node, to, { name, nameKey: nameKeyOf(name), sortKey: sortKeyOf(name) });
  await bringBack(ctx.db, node.id);
  await note(ctx, [{ node, kind: 'RESTORED' }]);
  await announceAdded(ctx, { ...node, parentId: to.id });
  if (node.kind === 'FOLDER') await tellFilesUnder(ctx, node.id);
  await tellTrash(ctx, node);
}

/** Brings files and folders back from the trash. @returns their ids */
export async function restoreFromTrash(ctx: RequestContext, input: RestoreFromTrashInput): Promise<string[]> {
  const ids = checked(input.nodeIds);
  await transaction(ctx, (inner) =>
    once(inner, 'restoreFromTrash', input, async () => {
      const nodes = await Promise.all(ids.map((id) => accessNode(inner, id, 'OWN')));
      for (const node of await alone(inner, nodes)) if (node.trashedAt !== null) await restore(inner, node);
      return { id: ids[0] ?? '' };
    }),
  );
  return ids;
}

/** Removes a node that the caller holds the tree of, with all below it: its bytes are let go, its space is free again. */
async function remove(ctx: RequestContext, node: NodeAt): Promise<void> {
  const { organizationId } = node;
  const ids = await idsUnder(ctx.db, node.id);
  const kept = await bytesUnder(ctx, ids);
  await tellTrash(ctx, node);
  await tellForgotten(ctx, node.id);
  await removeUnder(ctx.db, node.id);
  await letGo(ctx, organizationId, kept.hashes);
  await count(ctx, [{ organizationId, holderId: node.holderId, bytes: -kept.bytes, files: -kept.files }]);
}

/** Removes files and folders of the trash for good. @returns their ids */
export async function deleteForever(ctx: RequestContext, input: DeleteForeverInput): Promise<string[]> {
  const ids = checked(input.nodeIds);
  await transaction(ctx, (inner) =>
    once(inner, 'deleteForever', input, async () => {
      const nodes = await Promise.all(ids.map((id) => accessNode(inner, id, 'OWN')));
      for (const node of await alone(inner, nodes)) {
        if (node.trashRootId !== node.id) throw conflict('Only what is in the trash is removed for good');
        await refuseHeld(inner, node.id);
        await remove(inner, node);
        await audit(inner, { action: 'deleteForever', targetId: node.id });
      }
      return { id: ids[0] ?? '' };
    }),
  );
  return ids;
}

/**
 * Removes something for good that is kept no longer by what it is of; what a legal hold keeps goes to the trash instead,
 * which is emptied once that ends. In a transaction; what is gone already is as well.
 */
export async function removeByItself(ctx: RequestContext, nodeId: string): Promise<void> {
  const [found] = (await nodesInside(ctx.db, [nodeId])).values();
  if (!found) return;
  const [node] = await alone(ctx, [found]);
  if (!node) return;
  if (!(await isHeld(ctx, nodeId))) await remove(ctx, node);
  else if (node.trashedAt === null) await throwAwayByItself(ctx, node);
}

/** What the viewer can bring back, newest first. */
export async function listTrash(
  ctx: RequestContext,
  args: PageArgs,
  isCounted: boolean,
): Promise<Page<NodeFor>> {
  const request = pageRequest(args);
  const rows = await trashPage(ctx.db, ctx.viewer, request, isCounted);
  const total = totalIn(rows, isCounted, request);
  return toPage(rows, request, ({ trashedKey, id }) => [trashedKey, id], total);
}

const USUAL_DAYS = 30;
const BATCH = 50;

/** Removes what has been in the trash for long enough and no legal hold keeps; each in a transaction of its own. */
export async function emptyTrash(ctx: RequestContext): Promise<void> {
  for (;;) {
    const due = await overdue(ctx.db, USUAL_DAYS, BATCH);
    for (const { id } of due) {
      await transaction(ctx, async (inner) => {
        const [node] = await settled(inner, [await nodeInside(inner, id)], 'exclusive');
        if (node?.trashRootId === id && !(await isHeld(inner, id))) await remove(inner, node);
      });
    }
    if (due.length < BATCH) return;
  }
}
