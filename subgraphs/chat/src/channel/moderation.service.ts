import { type RequestContext, audit, forbidden, newId, notFound, once, transaction } from '@parley/kit';
import { findPeople } from '../person/person.service.js';
import { announce, announceToPeople } from './announce.service.js';
import { standingOf } from './channel.access.js';
import type { MemberRole } from './channel.js';
import { atLeast, keepAnOwner } from './channel.rules.js';
import type { MembershipRow, Standing } from './channel.table.js';
import type { RemoveMemberInput, SetMemberRoleInput } from './membership.inputs.js';
import { invitablePeople, part, rankIn, settledChannel } from './membership.service.js';
import { countOwners, findMembership, insertBan, setRole } from './membership.store.js';

async function changeRole(ctx: RequestContext, member: MembershipRow, role: MemberRole): Promise<void> {
  const changed = await setRole(ctx.db, member.channelId, member.personId, role);
  if (!changed) return;
  await announce(ctx, member.channelId, 'memberChanged', {
    membershipId: changed.id,
    personId: changed.personId,
  });
}

/** An owner who makes another one hands ownership over and keeps order from then on. */
async function handOver(ctx: RequestContext, { channel, membership }: Standing, to: string): Promise<void> {
  const hands = membership?.role === 'OWNER' && membership.endedAt === null && membership.personId !== to;
  if (hands) await changeRole(ctx, membership, 'MODERATOR');
  await audit(ctx, { action: 'handOverChannel', targetId: channel.id, details: { to } });
}

/** Guests and customers talk; keeping order over members is not theirs. */
async function checkOfficer(ctx: RequestContext, personId: string, role: MemberRole): Promise<void> {
  if (!atLeast(role, 'MODERATOR')) return;
  const person = (await findPeople(ctx, [personId])).get(personId);
  if (person?.kind === 'GUEST' || person?.kind === 'CUSTOMER') {
    throw forbidden('Guests and customers keep no order in channels');
  }
}

/** Changes a role; making an owner hands ownership over. */
export async function setMemberRole(ctx: RequestContext, input: SetMemberRoleInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'setMemberRole', input, async () => {
      const standing = await settledChannel(inner, input.channelId, 'MANAGE');
      const target = await findMembership(inner.db, standing.channel.id, input.userId);
      if (target?.endedAt !== null) throw notFound('Member');
      await checkOfficer(inner, target.personId, input.role);
      if (input.role !== 'OWNER') keepAnOwner(target, await countOwners(inner.db, target.channelId));
      await changeRole(inner, target, input.role);
      if (input.role === 'OWNER') await handOver(inner, standing, target.personId);
      await announceToPeople(inner, [target.personId, inner.viewer.id]);
      return target;
    }),
  );
}

function checkRank(actor: MemberRole, target: MembershipRow): void {
  if (target.role === 'OWNER' && actor !== 'OWNER') throw forbidden('Only owners may remove an owner');
  if (!atLeast(actor, target.role)) throw forbidden('Nobody removes somebody above them');
}

async function shutOutStranger(
  ctx: RequestContext,
  { id: channelId, kind }: Standing['channel'],
  userId: string,
): Promise<void> {
  const [personId = userId] = await invitablePeople(ctx, 'userId', [userId], kind);
  await insertBan(ctx.db, channelId, { id: newId('membership'), personId, role: 'READER' });
  await announce(ctx, channelId, 'memberRemoved', { personId });
}

/** Removes somebody, for good when they are banned. */
export async function removeMember(
  ctx: RequestContext,
  input: RemoveMemberInput,
): Promise<{ readonly id: string }> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'removeMember', input, async () => {
      const standing = await settledChannel(inner, input.channelId, 'MODERATE');
      const { channel } = standing;
      const target = await findMembership(inner.db, channel.id, input.userId);
      await remove(inner, standing, target, input);
      await audit(inner, {
        action: 'removeMember',
        targetId: channel.id,
        details: { userId: input.userId, banned: input.ban ?? false },
      });
      return { id: target?.id ?? channel.id };
    }),
  );
  return { id };
}

async function remove(
  ctx: RequestContext,
  standing: Standing,
  target: MembershipRow | undefined,
  input: RemoveMemberInput,
): Promise<void> {
  const { channel } = standing;
  if (!target && !input.ban) throw notFound('Member');
  if (!target) {
    await shutOutStranger(ctx, channel, input.userId);
    return;
  }
  if (target.endedAt !== null && !input.ban) return;
  checkRank(rankIn(ctx, standing), target);
  if (target.origin === 'DEPARTMENT' && !input.ban) {
    throw forbidden('This member comes and goes with the department');
  }
  if (target.endedAt === null) keepAnOwner(target, await countOwners(ctx.db, channel.id));
  await part(ctx, channel.id, target.personId, input.ban ? 'banned' : 'left');
}

/** Removes whoever wrote something that was judged, for good where they could come back by themselves. */
export async function removeAuthor(
  ctx: RequestContext,
  channelId: string,
  authorId: string | null,
): Promise<void> {
  const standing = await standingOf(ctx, ctx.viewer, channelId);
  const target = authorId ? await findMembership(ctx.db, channelId, authorId) : undefined;
  if (!standing || target?.endedAt !== null) return;
  const { channel } = standing;
  if (channel.kind === 'DIRECT') throw forbidden('Nobody is removed from a conversation of two people');
  checkRank(rankIn(ctx, standing), target);
  keepAnOwner(target, await countOwners(ctx.db, channelId));
  const returns = channel.kind === 'PUBLIC' || target.origin === 'DEPARTMENT';
  await part(ctx, channelId, target.personId, returns ? 'banned' : 'left');
}
