import type { RequestContext } from '@parley/kit';
import { tellLeft } from '../followed/followed.service.js';
import { addMember, removeMember, saveChannel, saveMembers } from './channel.store.js';
import type { ChannelMemberRow, ChannelRow } from './channel.table.js';

/** Takes a channel in as chat has it now, with all who are in it where chat says so. */
export async function recordChannel(
  ctx: RequestContext,
  channel: ChannelRow,
  memberIds: readonly string[] | null,
): Promise<void> {
  await saveChannel(ctx.db, channel);
  if (memberIds) await saveMembers(ctx.db, channel.id, memberIds);
}

/** Somebody came into a channel. */
export const recordMember = (ctx: RequestContext, member: ChannelMemberRow): Promise<void> =>
  addMember(ctx.db, member);

/** Somebody left a channel, or was removed: what they follow of it ends. */
export async function forgetMember(ctx: RequestContext, member: ChannelMemberRow): Promise<void> {
  await removeMember(ctx.db, member);
  await tellLeft(ctx, member.personId, [member.channelId]);
}
