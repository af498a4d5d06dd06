import type { RequestContext } from '@parley/kit';
import { addMember, removeMember, saveMembers } from './channel-member.store.js';
import type { ChannelMemberRow } from './channel-member.table.js';

/** Takes in all who are in a channel, as chat has them. */
export const recordMembers = (
  ctx: RequestContext,
  channelId: string,
  personIds: readonly string[],
): Promise<void> => saveMembers(ctx.db, channelId, personIds);

/** Somebody came into a channel. */
export const recordMember = (ctx: RequestContext, member: ChannelMemberRow): Promise<void> =>
  addMember(ctx.db, member);

/** Somebody left a channel, or was removed. */
export const forgetMember = (ctx: RequestContext, member: ChannelMemberRow): Promise<void> =>
  removeMember(ctx.db, member);
