import { type RequestContext, transaction } from '@parley/kit';
import { announce } from '../node/announce.service.js';
import { holdTrees } from '../node/place.service.js';
import { followedBy, followedUnder, forgetFollowed, markFollowed } from './followed.store.js';

/** For how long a mark holds: whoever goes on following renews it well before. */
export const FOLLOWED_SECONDS = 600;

/** Stands beside the trees for who belongs to groups and channels: held like one of them, and after them. */
const GROUPS = 'groups';

/** Until when this process may rely on the marks that it made, by node. */
const marks = new WeakMap<RequestContext['subgraph'], Map<string, number>>();

function marksOf({ subgraph }: RequestContext): Map<string, number> {
  const known = marks.get(subgraph) ?? new Map<string, number>();
  marks.set(subgraph, known);
  return known;
}

/**
 * Marks a node as followed, before the right to it is asked for: a change of access above it either has committed by
 * then, or finds the mark, for both hold the tree. A mark that was made lately is not made again, however many follow.
 */
export async function markAsFollowed(
  ctx: RequestContext,
  node: { readonly id: string; readonly ancestors: readonly string[] },
): Promise<void> {
  const [known, now] = [marksOf(ctx), Date.now()];
  if ((known.get(node.id) ?? 0) > now) return;
  await transaction(ctx, async (inner) => {
    await holdTrees(inner, [...node.ancestors.slice(0, 1), GROUPS], 'shared');
    await markFollowed(inner.db, node.id, FOLLOWED_SECONDS);
  });
  for (const [id, until] of known) if (until <= now) known.delete(id);
  known.set(node.id, now + FOLLOWED_SECONDS * 500);
}

/**
 * Tells whoever follows a node or anything below it that access to it changed; nothing after that reaches those who lost
 * it. Runs in the transaction that changes it, which holds the tree exclusively.
 * @param personIds whom it may concern; null for everybody
 */
export async function tellAccessChanged(
  ctx: RequestContext,
  nodeId: string,
  personIds: readonly string[] | null,
): Promise<void> {
  const concerned = new Set([nodeId, ...(await followedUnder(ctx.db, nodeId))]);
  for (const id of concerned) await announce(ctx, id, 'shareChanged', { nodeId, personIds });
}

/** Tells those who follow anything that a person had by belonging to groups or channels that they do no longer. */
export async function tellLeft(
  ctx: RequestContext,
  personId: string,
  groupIds: readonly string[],
): Promise<void> {
  if (groupIds.length === 0) return;
  await holdTrees(ctx, [GROUPS], 'exclusive');
  for (const id of await followedBy(ctx.db, groupIds)) {
    await announce(ctx, id, 'shareChanged', { nodeId: id, personIds: [personId] });
  }
}

/** Forgets, now and then, what nobody follows any more. */
export const tidyFollowed = (ctx: RequestContext): Promise<void> => forgetFollowed(ctx.db);
