import { type RequestContext, batchOf, isId, load, notFound } from '@parley/kit';
import { peekNode } from '../access/node.access.js';
import { isOutsider } from '../access/principal.rules.js';
import { type ShareRow, sharesById } from './share.store.js';

const findShares = batchOf(sharesById);

/** A share, for those who were let in where it was reached. @throws NOT_FOUND */
export async function shareInside(ctx: RequestContext, id: string): Promise<ShareRow> {
  const share = await load(ctx, findShares, id);
  if (!share) throw notFound('Share');
  return share;
}

/**
 * A share that the viewer may know of: with them, or of what they see; outsiders know of those with them alone. Null
 * where it is hidden, absent or over.
 */
export async function peekShare(ctx: RequestContext, id: string): Promise<ShareRow | null> {
  const share = isId('share', id) ? await load(ctx, findShares, id) : undefined;
  if (!share) return null;
  if (ctx.caller.shared) return share;
  const node = await peekNode(ctx, share.nodeId);
  if (!node) return null;
  const isTheirs = node.grants.some((grant) => grant.id === share.id);
  return isTheirs || !isOutsider(ctx.viewer) ? share : null;
}

/** @throws NOT_FOUND where it is hidden, absent or over */
export async function accessShare(ctx: RequestContext, id: string): Promise<ShareRow> {
  const share = await peekShare(ctx, id);
  if (!share) throw notFound('Share');
  return share;
}
