import { type RequestContext, batchOf, conflict, load, notFound } from '@parley/kit';
import { depthOf, lockNodes, lockTrees, nodesById } from './node.store.js';
import type { NodeAt, NodeRow } from './node.table.js';

/** How deep folders may stand in each other, files included. */
const DEEPEST = 50;

/** Nodes, whoever asks. */
export const findNodes = batchOf(nodesById);

/**
 * Keeps trees as they are until the transaction ends: see lockTrees(). What was read of them before is to be read again.
 */
export const holdTrees = (
  ctx: RequestContext,
  rootIds: readonly string[],
  how: 'shared' | 'exclusive',
): Promise<void> => lockTrees(ctx.db, rootIds, how);

const rootOf = ({ ancestors }: Pick<NodeRow, 'ancestors'>): string => ancestors[0] ?? '';

/**
 * Holds the trees that nodes stand in, and gives the nodes as they are then, in the same order.
 * @throws CONFLICT when one of them was moved to another tree meanwhile, NOT_FOUND when one is gone
 */
export async function settled(
  ctx: RequestContext,
  nodes: readonly Pick<NodeRow, 'id' | 'ancestors'>[],
  how: 'shared' | 'exclusive',
): Promise<NodeAt[]> {
  await holdTrees(ctx, nodes.map(rootOf), how);
  if (how === 'exclusive') {
    await lockNodes(
      ctx.db,
      nodes.map(({ id }) => id),
    );
  }
  const found = await nodesById(
    ctx.db,
    nodes.map(({ id }) => id),
  );
  return nodes.map((before) => {
    const now = found.get(before.id);
    if (!now) throw notFound('File');
    if (rootOf(now) !== rootOf(before)) throw conflict('It was moved meanwhile; look at it again');
    return now;
  });
}

/** Holds one file, and gives it as it is then: for what changes the file alone. @throws NOT_FOUND when it is gone */
export async function settledFile(
  ctx: RequestContext,
  file: Pick<NodeRow, 'id' | 'ancestors'>,
): Promise<NodeAt> {
  await holdTrees(ctx, [rootOf(file)], 'shared');
  await lockNodes(ctx.db, [file.id]);
  const [now] = await settled(ctx, [file], 'shared');
  if (now?.kind !== 'FILE' || now.trashedAt !== null) throw notFound('File');
  return now;
}

/** A node for those who were let in where it was reached: in live events and in what was just written. */
export async function nodeInside(ctx: RequestContext, id: string): Promise<NodeAt> {
  const node = await load(ctx, findNodes, id);
  if (!node) throw notFound('File');
  return node;
}

/** @throws CONFLICT when a folder would stand deeper than may be */
export async function checkDepth(
  ctx: RequestContext,
  parent: Pick<NodeRow, 'ancestors'>,
  moved: NodeRow | null,
): Promise<void> {
  const below = moved?.kind === 'FOLDER' ? await depthOf(ctx.db, moved) : 1;
  if (parent.ancestors.length + below <= DEEPEST) return;
  throw conflict(`Folders stand in each other at most ${String(DEEPEST)} deep`);
}
