import { type AccessChange, type LogEvent, type RequestContext, concerns } from '@parley/kit';
import { peekNode } from '../access/node.access.js';
import type { NodeFor } from '../access/rights.rules.js';

/** Whose right to see a node a row of its stream may have changed. */
export function accessChangedBy({ kind, data }: LogEvent): AccessChange | null {
  if (kind === 'fileRemoved') return 'everyone';
  if (kind !== 'shareChanged') return null;
  const ids = data['personIds'];
  return Array.isArray(ids) ? ids.map(String) : 'everyone';
}

/**
 * A viewer's right to see a node while they follow it. It is asked for again only where its log says that it may have
 * changed, and not for rows from before the last time it was asked for.
 */
export class WatchingRight {
  /** Position of the node's stream at which the right was last seen to stand. */
  private seenAt: number;

  constructor(
    private readonly ctx: RequestContext,
    private readonly node: Pick<NodeFor, 'id' | 'liveSeq'>,
  ) {
    this.seenAt = node.liveSeq;
  }

  /** Whether the viewer may still see it after a change at that position of its stream. */
  async outlasts(change: AccessChange | null, seq: number): Promise<boolean> {
    if (!change || seq <= this.seenAt || !concerns(change, this.ctx.viewer)) return true;
    return this.stands();
  }

  /** Whether the viewer may see it at this moment. */
  async stands(): Promise<boolean> {
    // A context of its own: the subscription's loaders remember what was true when it began.
    const standing = await peekNode(this.ctx.subgraph.context(this.ctx.caller), this.node.id);
    if (!standing) return false;
    this.seenAt = standing.liveSeq;
    return true;
  }
}
