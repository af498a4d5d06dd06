import { type RequestContext, load, notFound } from '@parley/kit';
import { type ChannelRight, channelRights, refusalOf } from './channel.rules.js';
import { standingsOf } from './channel.store.js';
import type { Standing } from './channel.table.js';

const NO_RIGHTS: ReadonlySet<ChannelRight> = new Set();

/** Batch: channels with the viewer's place in each. */
const findStandings = (ctx: RequestContext, ids: readonly string[]): Promise<Map<string, Standing>> =>
  standingsOf(ctx.db, ctx.viewer, ids);

/** What the viewer may do in a channel; nothing at all when it is hidden or absent. */
export async function rightsIn(ctx: RequestContext, channelId: string): Promise<ReadonlySet<ChannelRight>> {
  const standing = await load(ctx, findStandings, channelId);
  return standing ? channelRights(ctx.viewer, standing) : NO_RIGHTS;
}

/** The viewer's place in a channel, if the viewer may read it. */
export async function peekChannel(ctx: RequestContext, channelId: string): Promise<Standing | null> {
  const standing = await load(ctx, findStandings, channelId);
  if (!standing) return null;
  return channelRights(ctx.viewer, standing).has('READ') ? standing : null;
}

/**
 * The only door to a channel on a viewer's behalf.
 * @throws NOT_FOUND where it is hidden or absent, FORBIDDEN where it is seen but that right is missing
 */
export async function accessChannel(
  ctx: RequestContext,
  channelId: string,
  right: ChannelRight,
): Promise<Standing> {
  const standing = await peekChannel(ctx, channelId);
  if (!standing) throw notFound('Channel');
  if (channelRights(ctx.viewer, standing).has(right)) return standing;
  throw refusalOf(right, standing);
}
