import {
  type Action,
  type Decision,
  type RequestContext,
  type Viewer,
  allows,
  decide,
  isId,
  load,
  loadMany,
  notFound,
  refusedBy,
} from '@parley/kit';
import type { NodeAt } from '../node/node.table.js';
import { factsById } from './facts.store.js';
import { type NodeFor, type Right, actionsOf, rightsOf, weigh, weighAction } from './rights.rules.js';

/** The same about somebody who is not the viewer; for those who weigh on their behalf. */
export { factsById as factsFor } from './facts.store.js';

/** Batch: nodes with all that decides what the viewer may do with them. */
const findFacts = (ctx: RequestContext, ids: readonly string[]): Promise<Map<string, NodeFor>> =>
  factsById(ctx.db, ctx.viewer, ids);

const maySee = (ctx: RequestContext, node: NodeFor): boolean =>
  allows(weigh(node, ctx.viewer, 'VIEW', new Date()));

/** What a node is called where it is refused: hidden and absent are the same answer. */
const wordFor = (id: string): string => (isId('folder', id) ? 'Folder' : 'File');

/** A node that the viewer may see; null where it is hidden or absent. */
export async function peekNode(ctx: RequestContext, id: string): Promise<NodeFor | null> {
  const node = await load(ctx, findFacts, id);
  return node && maySee(ctx, node) ? node : null;
}

/** Those of these nodes that the viewer may see, in the same order. */
export async function peekNodes(ctx: RequestContext, ids: readonly string[]): Promise<NodeFor[]> {
  return (await loadMany(ctx, findFacts, ids)).filter((node) => maySee(ctx, node));
}

/**
 * The only door to a file or folder on a viewer's behalf.
 * @throws NOT_FOUND where it is hidden or absent, FORBIDDEN or CONFLICT where it is seen but may not be treated so
 */
export async function accessNode(ctx: RequestContext, id: string, right: Right): Promise<NodeFor> {
  const node = await load(ctx, findFacts, id);
  if (!node) throw notFound(wordFor(id));
  const decision = decide(weigh(node, ctx.viewer, right, new Date()));
  if (decision.allowed) return node;
  throw maySee(ctx, node) ? refusedBy(decision) : notFound(wordFor(id));
}

/** @throws as accessNode(), and NOT_FOUND for a file */
export async function accessFolder(ctx: RequestContext, id: string, right: Right): Promise<NodeFor> {
  if (!isId('folder', id)) throw notFound('Folder');
  return accessNode(ctx, id, right);
}

/** @throws as accessNode(), and NOT_FOUND for a folder */
export async function accessFile(ctx: RequestContext, id: string, right: Right): Promise<NodeFor> {
  if (!isId('file', id)) throw notFound('File');
  return accessNode(ctx, id, right);
}

const hasFacts = (node: NodeAt): node is NodeFor => 'held' in node;

/** The facts about a node that was read for nobody in particular; null where it is hidden or absent. */
export async function factsOf(ctx: RequestContext, node: NodeAt): Promise<NodeFor | null> {
  const { viewer } = ctx;
  if (hasFacts(node) && viewer.organizationId === node.organizationId) return node;
  return (await load(ctx, findFacts, node.id)) ?? null;
}

/** What the viewer may do with a node, as clients are told. */
export async function viewerActions(ctx: RequestContext, node: NodeAt): Promise<Action[]> {
  const facts = await factsOf(ctx, node);
  return facts ? actionsOf(facts, ctx.viewer, new Date()) : [];
}

/** What the viewer may do with a node; nothing at all where it is hidden or absent. */
export async function viewerRights(ctx: RequestContext, id: string): Promise<ReadonlySet<Right>> {
  const node = await load(ctx, findFacts, id);
  return node ? rightsOf(node, ctx.viewer, new Date()) : new Set();
}

/** Whether somebody may do that with a node, and why; for those who may ask. @throws NOT_FOUND */
export async function decideOnNodeFor(
  ctx: RequestContext,
  who: Viewer,
  id: string,
  action: Action,
): Promise<Decision> {
  const node = (await factsById(ctx.db, who, [id])).get(id);
  if (!node) throw notFound(wordFor(id));
  return decide(weighAction(node, who, action, new Date()));
}
