import {
  batchOf,
  forbidden,
  hasPermission,
  invalid,
  load,
  newId,
  notFound,
  once,
  type Page,
  pageRequest,
  type RequestContext,
  toPage,
  transaction,
} from '@parley/kit';
import { postNotice } from '../message/notice.service.js';
import { findPeople } from '../person/person.service.js';
import { threadsCaughtUp } from '../thread/recount.service.js';
import { announce, announceToPeople } from './announce.service.js';
import { accessChannel, onlyChannels, peekChannel } from './channel.access.js';
import type { ChannelKind, MemberRole } from './channel.js';
import { RECEIPTS_UP_TO, checkInvitedRole, keepAnOwner } from './channel.rules.js';
import { lockChannel } from './channel.store.js';
import type { ChannelAt, MembershipOrigin, MembershipRow, Standing } from './channel.table.js';
import type {
  InviteToChannelInput,
  JoinChannelInput,
  LeaveChannelInput,
  MembersArgs,
} from './membership.inputs.js';
import {
  countOwners,
  crowdsIn,
  endMembership,
  fellowMembers,
  findMembers,
  insertMembers,
  type ListedMember,
  membersAmong,
  membershipsById,
} from './membership.store.js';

const INVITED_AT_MOST = 100;
const NAMED_AT_MOST = 20;

/**
 * People of the viewer's organisation who may be asked in. Guests are not: they come by a pass, which names channels.
 * @throws INVALID naming the field, in the same words for strangers and for nobody
 */
export async function invitablePeople(
  ctx: RequestContext,
  field: string,
  ids: readonly string[],
  kind: ChannelKind,
): Promise<string[]> {
  const asked = [...new Set(ids)].sort();
  if (asked.length > INVITED_AT_MOST) {
    throw invalid(field, `At most ${String(INVITED_AT_MOST)} people at a time`);
  }
  const people = await findPeople(ctx, asked);
  for (const id of asked) {
    const person = people.get(id);
    const known = person?.organizationId === ctx.viewer.organizationId && person.state === 'ACTIVE';
    // Customers are where customers are expected, so that nobody says in front of them what they should not hear.
    const fits = person?.kind !== 'GUEST' && (person?.kind !== 'CUSTOMER' || kind === 'SUPPORT');
    if (!known || !fits) {
      throw invalid(field, 'One of these people is not there or cannot be invited');
    }
  }
  return asked;
}

/** Lets people into a channel inside the caller's transaction; answers with those who were not in it before. */
export async function addMembers(
  ctx: RequestContext,
  channelId: string,
  members: readonly { readonly personId: string; readonly role: MemberRole }[],
  origin: MembershipOrigin,
): Promise<string[]> {
  const rows = members.map((member) => ({ ...member, id: newId('membership') }));
  const added = await insertMembers(ctx.db, channelId, rows, origin);
  await threadsCaughtUp(
    ctx,
    channelId,
    added.map(({ personId }) => personId),
  );
  for (const { id, personId } of added) {
    await announce(ctx, channelId, 'memberAdded', { membershipId: id, personId });
  }
  return added.map(({ personId }) => personId);
}

/** Locks the channel, then looks: what is decided on cannot change before the transaction ends. */
export async function settledChannel(
  ctx: RequestContext,
  channelId: string,
  right: Parameters<typeof accessChannel>[2],
): Promise<Standing> {
  await lockChannel(ctx.db, channelId);
  return accessChannel(ctx, channelId, right);
}

/** Joins a channel that is open to the viewer; who is in it already stays as they are. */
export async function joinChannel(ctx: RequestContext, input: JoinChannelInput): Promise<void> {
  await transaction(ctx, (inner) =>
    once(inner, 'joinChannel', input, async () => {
      const { channel, membership } = await settledChannel(inner, input.channelId, 'JOIN');
      if (membership?.endedAt === null) return channel;
      const { viewer } = inner;
      const role = viewer.kind === 'guest' ? 'GUEST' : 'MEMBER';
      await addMembers(inner, channel.id, [{ personId: viewer.id, role }], 'JOINED');
      await postNotice(inner, channel.id, {
        kind: 'JOINED',
        actorId: viewer.id,
        subjectIds: [viewer.id],
        value: null,
      });
      await announceToPeople(inner, [viewer.id]);
      return channel;
    }),
  );
}

async function checkMayLeave(
  ctx: RequestContext,
  channel: ChannelAt,
  membership: MembershipRow,
): Promise<void> {
  if (channel.kind === 'DIRECT') throw forbidden('A conversation of two people is not left');
  if (membership.origin === 'DEPARTMENT') throw forbidden('This channel follows its department');
  keepAnOwner(membership, await countOwners(ctx.db, channel.id));
}

/** Leaves a channel; the last owner hands it over first. */
export async function leaveChannel(
  ctx: RequestContext,
  input: LeaveChannelInput,
): Promise<{ readonly id: string }> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'leaveChannel', input, async () => {
      const { channel, membership } = await settledChannel(inner, input.channelId, 'READ');
      if (membership?.endedAt !== null) return channel;
      await checkMayLeave(inner, channel, membership);
      await part(inner, channel.id, membership.personId, 'left');
      return channel;
    }),
  );
  return { id };
}

/** Ends a membership and tells everybody; the one who goes hears nothing after that. */
export async function part(
  ctx: RequestContext,
  channelId: string,
  personId: string,
  how: 'left' | 'banned',
): Promise<void> {
  const ended = await endMembership(ctx.db, channelId, personId, how);
  await announce(ctx, channelId, 'memberRemoved', { personId });
  if (ended) {
    await postNotice(ctx, channelId, {
      kind: 'LEFT',
      actorId: ctx.viewer.id,
      subjectIds: [personId],
      value: null,
    });
  }
  await announceToPeople(ctx, [personId]);
}

/** The role that counts when somebody acts on others: overseers act like owners. */
export function rankIn(ctx: RequestContext, { membership }: Standing): MemberRole {
  if (hasPermission(ctx.viewer, 'MODERATE_CHANNELS')) return 'OWNER';
  return membership?.role ?? 'READER';
}

/** Adds people. */
export async function inviteToChannel(ctx: RequestContext, input: InviteToChannelInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'inviteToChannel', input, async () => {
      const standing = await settledChannel(inner, input.channelId, 'INVITE');
      const { channel } = standing;
      const role = checkInvitedRole(input.role ?? 'MEMBER', rankIn(inner, standing));
      const people = await invitablePeople(inner, 'userIds', input.userIds, channel.kind);
      if (role === 'MODERATOR') await checkNoCustomers(inner, people);
      const members = people.map((personId) => ({ personId, role }));
      const added = await addMembers(inner, channel.id, members, 'INVITED');
      if (added.length > 0) await postJoined(inner, channel.id, added);
      await announceToPeople(inner, added);
      return channel;
    }),
  );
}

/** Customers talk; they are not made keepers of order. */
async function checkNoCustomers(ctx: RequestContext, ids: readonly string[]): Promise<void> {
  const people = await findPeople(ctx, ids);
  if (ids.some((id) => people.get(id)?.kind === 'CUSTOMER')) {
    throw forbidden('Guests and customers keep no order in channels');
  }
}

const postJoined = (ctx: RequestContext, channelId: string, personIds: readonly string[]): Promise<unknown> =>
  postNotice(ctx, channelId, {
    kind: 'JOINED',
    actorId: ctx.viewer.id,
    subjectIds: personIds.slice(0, NAMED_AT_MOST),
    value: personIds.length > NAMED_AT_MOST ? String(personIds.length) : null,
  });

/** A membership that another subgraph refers to; null where the viewer may not read its channel. */
export async function referToMembership(ctx: RequestContext, id: string): Promise<MembershipRow | null> {
  const membership = await load(ctx, findMemberships, id);
  return membership && (await peekChannel(ctx, membership.channelId)) ? membership : null;
}

const findMemberships = batchOf(membershipsById);

/** A membership of a channel that is being read already; never for an id that a client gave. */
export async function membershipInside(ctx: RequestContext, id: string): Promise<MembershipRow> {
  const membership = await load(ctx, findMemberships, id);
  if (!membership) throw notFound('Member');
  return membership;
}

const keyOf = ({ sortName, id }: ListedMember): readonly string[] => [sortName, id];

/** A page of the members of a channel that is being read. */
export async function listMembers(
  ctx: RequestContext,
  channelId: string,
  args: MembersArgs,
): Promise<Page<MembershipRow>> {
  const request = pageRequest(args);
  const query = { channelId, role: args.role ?? null, text: args.text ?? null };
  return toPage(await findMembers(ctx.db, query, request), request, keyOf);
}

const findCrowds = batchOf(crowdsIn);

/** How many are in a channel that is being read. */
export const countMembers = async (ctx: RequestContext, channelId: string): Promise<number> =>
  (await load(ctx, findCrowds, channelId))?.count ?? 0;

/** Whether members see how far the others have read: among few, not in a crowd, and where the organisation lets them. */
export async function showsReceipts(ctx: RequestContext, channelId: string): Promise<boolean> {
  const crowd = await load(ctx, findCrowds, channelId);
  return crowd !== undefined && crowd.showsReceipts && crowd.count <= RECEIPTS_UP_TO;
}

/**
 * Of these people, those who can see a channel: its members, and in one open to everybody all of the organisation.
 * Whom its conditions let in is decided when they ask; until they join they are not told of it.
 */
export async function peopleWhoSee(
  ctx: RequestContext,
  channel: ChannelAt,
  ids: readonly string[],
): Promise<Set<string>> {
  const seeing = await membersAmong(ctx.db, [channel.id], ids);
  if (channel.kind !== 'PUBLIC' || channel.access.length > 0) return seeing;
  for (const [id, person] of await findPeople(ctx, ids)) {
    const inside = person.organizationId === channel.organizationId && person.state === 'ACTIVE';
    if (inside && person.kind !== 'GUEST' && person.kind !== 'CUSTOMER') seeing.add(id);
  }
  return seeing;
}

/** Of these people, those whom the viewer meets in a channel. */
export async function fellowsOf(ctx: RequestContext, ids: readonly string[]): Promise<Set<string>> {
  const open = await onlyChannels(ctx);
  return open ? membersAmong(ctx.db, open, ids) : fellowMembers(ctx.db, ctx.viewer.id, ids);
}
