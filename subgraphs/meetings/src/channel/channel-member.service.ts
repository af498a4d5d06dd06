import type { RequestContext } from '@parley/kit';
import { tellLost } from '../meeting/room-news.service.js';
import { addMember, removeMember, saveMembers } from './channel-member.store.js';
import type { ChannelMemberRow } from './channel-member.table.js';

/** Takes in all who are in a channel, as chat has them. */
export async function recordMembers(
  ctx: RequestContext,
  channelId: string,
  personIds: readonly string[],
): Promise<void> {
  await tellLost(ctx, channelId, await saveMembers(ctx.db, channelId, personIds));
}

/** Somebody came into a channel. */
export const recordMember = (ctx: RequestContext, member: ChannelMemberRow): Promise<void> =>
  addMember(ctx.db, member);

/** Somebody left a channel, or was removed. */
export async function forgetMember(ctx: RequestContext, member: ChannelMemberRow): Promise<void> {
  await removeMember(ctx.db, member);
  await tellLost(ctx, member.channelId, [member.personId]);
}
