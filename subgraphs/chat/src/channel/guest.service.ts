import { type RequestContext, loadMany, newId, transaction } from '@parley/kit';
import { announce, announceToPeople } from './announce.service.js';
import { findStandings, placeOf } from './channel.access.js';
import { mayInChannel } from './channel-rights.rules.js';
import { activeChannelsOf, endMembership, insertMembers } from './membership.store.js';

async function enterAs(ctx: RequestContext, channelId: string): Promise<void> {
  const personId = ctx.viewer.id;
  const member = { id: newId('membership'), personId, role: 'GUEST' as const };
  for (const { id } of await insertMembers(ctx.db, channelId, [member], 'JOINED')) {
    await announce(ctx, channelId, 'memberAdded', { membershipId: id, personId });
  }
}

/**
 * A guest's pass names channels; the first look at the sidebar makes the guest a member of them, so that everybody
 * sees who reads along. Who left one of them stays out of it. Rights come from the pass alone, not from this.
 */
export async function enrolGuest(ctx: RequestContext): Promise<void> {
  const { viewer } = ctx;
  // Into the channel of a room they come with the room.
  const named = viewer.grants.filter(({ targetId }) => targetId.startsWith('channel_'));
  if (viewer.kind !== 'guest' || named.length === 0) return;
  const places = named.map(({ targetId }) => placeOf(viewer, targetId));
  const missing = (await loadMany(ctx, findStandings, [...new Set(places)])).filter((standing) => {
    return standing.membership === null && mayInChannel(viewer, standing, 'JOIN');
  });
  if (missing.length === 0) return;
  await transaction(ctx, async (inner) => {
    for (const id of missing.map(({ channel }) => channel.id).sort()) await enterAs(inner, id);
    await announceToPeople(inner, [viewer.id]);
  });
}

/** Takes guests whose pass has ended out of their channels; answers with those who were in any. */
export async function endGuestMemberships(
  ctx: RequestContext,
  personIds: readonly string[],
): Promise<string[]> {
  const places = await activeChannelsOf(ctx.db, personIds);
  for (const { channelId, personId } of places) {
    const ended = await endMembership(ctx.db, channelId, personId, 'left');
    if (ended) await announce(ctx, channelId, 'memberRemoved', { personId });
  }
  return places.map(({ personId }) => personId);
}

/**
 * Tells the channels of people whose account has ended: what they let guests into is open no longer, and the row says
 * so to those who follow.
 */
export async function tellFormerIssuers(ctx: RequestContext, personIds: readonly string[]): Promise<void> {
  for (const { id, channelId, personId } of await activeChannelsOf(ctx.db, personIds)) {
    await announce(ctx, channelId, 'memberChanged', { membershipId: id, personId });
  }
}
