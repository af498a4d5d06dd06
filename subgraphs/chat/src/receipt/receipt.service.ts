import { type RequestContext, forbidden, invalid, transaction } from '@parley/kit';
import { announce } from '../channel/announce.service.js';
import { accessChannel } from '../channel/channel.access.js';
import { showsReceipts } from '../channel/membership.service.js';
import { readTopic } from '../events.js';
import type { MarkReadInput } from './receipt.inputs.js';
import { moveReadCursor } from './receipt.store.js';

type Outcome = 'unmoved' | 'told' | 'quiet';

async function move(ctx: RequestContext, { channelId, seq }: MarkReadInput): Promise<Outcome> {
  const { membership } = await accessChannel(ctx, channelId, 'READ');
  if (membership?.endedAt !== null) throw forbidden('Join the channel first');
  const moved = await moveReadCursor(ctx.db, channelId, ctx.viewer.id, seq);
  if (moved === undefined) return 'unmoved';
  if (!(await showsReceipts(ctx, channelId))) return 'quiet';
  await announce(ctx, channelId, 'readMoved', { personId: ctx.viewer.id, seq: moved });
  return 'told';
}

/**
 * Moves the read cursor forward; it never goes back, so a late or repeated call changes nothing. Among few everybody
 * is told; in a crowd only the viewer's other devices are.
 */
export async function markRead(ctx: RequestContext, input: MarkReadInput): Promise<void> {
  if (input.seq < 0) throw invalid('seq', 'Positions begin at 1');
  const outcome = await transaction(ctx, (inner) => move(inner, input));
  if (outcome === 'quiet') await ctx.events.signal(readTopic(ctx.viewer.id), { channelId: input.channelId });
}
