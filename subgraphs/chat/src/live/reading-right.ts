import { type AccessChange, type LogEvent, type RequestContext, concerns } from '@parley/kit';
import { peekChannel } from '../channel/channel.access.js';
import type { ChannelAt } from '../channel/channel.table.js';

/**
 * Whose right to read a channel a row of its stream may have changed: that of whom it is about and of the guests they
 * invited, or everybody's. A change of the channel counts for everybody unless its row says that the readers are the
 * same, so that what nobody thought of is asked about rather than let pass.
 */
export function accessChangedBy({ kind, data }: LogEvent): AccessChange | null {
  if (kind === 'memberRemoved' || kind === 'memberChanged') return [String(data['personId'])];
  if (kind === 'channelChanged' && data['sameReaders'] !== true) return 'everyone';
  return null;
}

/**
 * A viewer's right to read a channel while they follow it. It is asked for again only where the channel's log says
 * that it may have changed, and not for rows from before the last time it was asked for: a removal of long ago is
 * history they have come back from.
 */
export class ReadingRight {
  /** Position of the channel's stream at which the right was last seen to stand. */
  private seenAt: number;

  constructor(
    private readonly ctx: RequestContext,
    private readonly channel: Pick<ChannelAt, 'id' | 'liveSeq'>,
  ) {
    this.seenAt = channel.liveSeq;
  }

  /** Whether the viewer may still read after a change at that position of the channel's stream. */
  async outlasts(change: AccessChange | null, seq: number): Promise<boolean> {
    if (!change || seq <= this.seenAt || !concerns(change, this.ctx.viewer)) return true;
    // A context of its own: the subscription's loaders remember what was true when it began.
    const standing = await peekChannel(this.ctx.subgraph.context(this.ctx.caller), this.channel.id);
    if (!standing) return false;
    this.seenAt = standing.channel.liveSeq;
    return true;
  }
}
