import type { RequestContext } from '@parley/kit';
import { type ChannelLog, channelStream, directoryStream, viewerStream } from '../events.js';

/** Appends to a channel's stream; told to its readers once the transaction has committed. */
export async function announce<K extends keyof ChannelLog>(
  ctx: RequestContext,
  channelId: string,
  kind: K,
  data: ChannelLog[K],
): Promise<void> {
  await ctx.events.publish(channelStream(channelId), kind, data);
}

/**
 * Tells the sidebars of people that a membership of theirs came, changed or went. Call it after everything that is
 * announced in channels: streams of people are locked last and in one order, so that writers cannot deadlock.
 */
export async function announceToPeople(ctx: RequestContext, personIds: readonly string[]): Promise<void> {
  for (const personId of [...new Set(personIds)].sort()) {
    await ctx.events.publish(viewerStream(personId), 'membershipChanged', { personId });
  }
}

/** Tells everybody's sidebar that a channel open to the organisation came, changed or went. */
export async function announceToDirectory(
  ctx: RequestContext,
  channel: { readonly id: string; readonly kind: string; readonly organizationId: string },
): Promise<void> {
  if (channel.kind !== 'PUBLIC') return;
  await ctx.events.publish(directoryStream(channel.organizationId), 'channelListed', {
    channelId: channel.id,
  });
}
