import { type AppError, type Viewer, conflict, forbidden, hasPermission, invalid } from '@parley/kit';
import { admits, attributesOf } from './admission.rules.js';
import type { ChannelKind, MemberRole } from './channel.js';
import type { MembershipRow, Standing } from './channel.table.js';

/** What a viewer may do in a channel; all but REACT are also told to clients. */
export type ChannelRight = 'READ' | 'JOIN' | 'POST' | 'REACT' | 'INVITE' | 'MODERATE' | 'MANAGE';

const RANK: Readonly<Record<MemberRole, number>> = { READER: 0, GUEST: 1, MEMBER: 2, MODERATOR: 3, OWNER: 4 };

/** Whether `role` may do what `least` may. */
export const atLeast = (role: MemberRole, least: MemberRole): boolean => RANK[role] >= RANK[least];

/** Somebody from outside the organisation's staff and students: they see only what they were let into. */
export const isOutsider = (viewer: Viewer): boolean =>
  viewer.kind === 'guest' || viewer.roles.some((role) => role.toUpperCase() === 'CUSTOMER');

/** Kinds that MODERATE_CHANNELS opens to those who are not in them; what a group or two people say stays theirs. */
export const OVERSEEN: readonly ChannelKind[] = ['PUBLIC', 'DEPARTMENT', 'PROJECT'];

const isActive = (membership: MembershipRow | null): membership is MembershipRow =>
  membership?.endedAt === null && membership.bannedAt === null;

const NONE: ReadonlySet<ChannelRight> = new Set();

/** The role from which on members bring others in. */
const invitingRole = (kind: ChannelKind): MemberRole => (kind === 'PUBLIC' ? 'MEMBER' : 'MODERATOR');

/** A pass opens a channel only for as long as whoever gave it could invite there: it is no way around members. */
function guestRights(viewer: Viewer, { channel, grantorRole }: Standing): ReadonlySet<ChannelRight> {
  if (!grantorRole || !atLeast(grantorRole, invitingRole(channel.kind))) return NONE;
  const grant = viewer.grants.find(({ targetId }) => targetId === channel.id);
  if (!grant?.actions.includes('READ')) return NONE;
  const mayPost =
    grant.actions.includes('POST') && !channel.archivedAt && atLeast('GUEST', channel.postingRole);
  return new Set<ChannelRight>(mayPost ? ['READ', 'JOIN', 'POST', 'REACT'] : ['READ', 'JOIN']);
}

function memberRights(viewer: Viewer, standing: Standing, role: MemberRole): Set<ChannelRight> {
  const { channel } = standing;
  const rights = new Set<ChannelRight>(['READ']);
  const oversees = hasPermission(viewer, 'MODERATE_CHANNELS') && OVERSEEN.includes(channel.kind);
  if (!channel.archivedAt) {
    rights.add('REACT');
    if (atLeast(role, channel.postingRole)) rights.add('POST');
    if (channel.kind !== 'DIRECT' && (oversees || atLeast(role, invitingRole(channel.kind)))) {
      rights.add('INVITE');
    }
  }
  if (channel.kind !== 'DIRECT' && (oversees || atLeast(role, 'MODERATOR'))) rights.add('MODERATE');
  if (channel.kind !== 'DIRECT' && (oversees || role === 'OWNER')) rights.add('MANAGE');
  return rights;
}

function outsiderRights(viewer: Viewer, { channel }: Standing): ReadonlySet<ChannelRight> {
  if (isOutsider(viewer)) return NONE;
  const oversees = hasPermission(viewer, 'MODERATE_CHANNELS') && OVERSEEN.includes(channel.kind);
  const isOpen = channel.kind === 'PUBLIC' && (oversees || admits(channel.access, attributesOf(viewer)));
  if (!isOpen && !oversees) return NONE;
  const rights = new Set<ChannelRight>(['READ']);
  if (isOpen && !channel.archivedAt) rights.add('JOIN');
  if (oversees && !channel.archivedAt) rights.add('INVITE');
  if (oversees) rights.add('MODERATE').add('MANAGE');
  return rights;
}

/** Everything a viewer may do in a channel; the empty set stands for a channel that is not there. */
export function channelRights(viewer: Viewer, standing: Standing): ReadonlySet<ChannelRight> {
  const { channel, membership } = standing;
  if (channel.organizationId !== viewer.organizationId) return NONE;
  if (membership?.bannedAt) return NONE;
  if (viewer.kind === 'guest') return guestRights(viewer, standing);
  if (isActive(membership)) return memberRights(viewer, standing, membership.role);
  return outsiderRights(viewer, standing);
}

const REFUSALS: Readonly<Record<Exclude<ChannelRight, 'READ'>, string>> = {
  JOIN: 'Nobody joins this channel without an invitation',
  POST: 'You may read this channel but not write in it',
  REACT: 'You may read this channel but not write in it',
  INVITE: 'You may not invite people to this channel',
  MODERATE: 'Only moderators of this channel may do this',
  MANAGE: 'Only owners of this channel may do this',
};

/** Why somebody who sees the channel may not do that in it. */
export function refusalOf(right: ChannelRight, { channel }: Standing): AppError {
  if (right === 'READ') return forbidden('You may not read this channel');
  const closes = right !== 'MODERATE' && right !== 'MANAGE';
  return forbidden(closes && channel.archivedAt ? 'This channel is archived' : REFUSALS[right]);
}

const NAME_LENGTH = 80;
const TOPIC_LENGTH = 250;
const DESCRIPTION_LENGTH = 4_000;

function checkLine(field: string, value: string, longest: number): string {
  const line = value.trim();
  if (line.length > longest) {
    throw invalid(field, `At most ${String(longest)} characters, this has ${String(line.length)}`);
  }
  if (/[\u0000-\u001f\u007f]/.test(line) || !line.isWellFormed()) {
    throw invalid(field, 'Use one line of plain text');
  }
  return line;
}

/** The name of a channel, trimmed. */
export function checkName(name: string | null | undefined): string {
  const line = checkLine('name', name ?? '', NAME_LENGTH);
  if (line === '') throw invalid('name', 'Give the channel a name');
  return line;
}

/** A topic, trimmed; nothing left of it means none. */
export const checkTopic = (topic: string | null | undefined): string | null =>
  checkLine('topic', topic ?? '', TOPIC_LENGTH) || null;

/** A description; nothing left of it means none. */
export function checkDescription(description: string | null): string | null {
  const text = description?.trim() ?? '';
  if (text.length > DESCRIPTION_LENGTH) {
    throw invalid(
      'description',
      `At most ${String(DESCRIPTION_LENGTH)} characters, this has ${String(text.length)}`,
    );
  }
  return text || null;
}

/** The role from which on people may post; readers never do. */
export function checkPostingRole(role: MemberRole): MemberRole {
  if (role === 'READER') throw invalid('postingRole', 'Readers only read; choose who else may write');
  return role;
}

/** The role given with an invitation: not above the inviter's, and ownership is handed over, not given. */
export function checkInvitedRole(role: MemberRole, inviter: MemberRole): MemberRole {
  if (role === 'OWNER') throw invalid('role', 'Ownership is handed over, not given with an invitation');
  if (!atLeast(inviter, role)) throw forbidden('Nobody gives a role above their own');
  return role;
}

/** @throws CONFLICT when the last owner would go */
export function keepAnOwner(target: MembershipRow, owners: number): void {
  if (target.role === 'OWNER' && owners <= 1) throw conflict('Make somebody else the owner first');
}

/** The key that makes the channel of two people unique. */
export const directKeyOf = (one: string, other: string): string => [one, other].sort().join(' ');

/** The other person of a direct channel. */
export const peerIn = (directKey: string | null, personId: string): string | null =>
  directKey?.split(' ').find((id) => id !== personId) ?? null;

/** Receipts are shown where people know each other: what a crowd has read is nobody's business. */
export const RECEIPTS_UP_TO = 50;
