import { type Viewer, conflict, forbidden, invalid } from '@parley/kit';
import type { ChannelKind, MemberRole } from './channel.js';
import type { MembershipRow } from './channel.table.js';

const RANK: Readonly<Record<MemberRole, number>> = { READER: 0, GUEST: 1, MEMBER: 2, MODERATOR: 3, OWNER: 4 };

/** Whether `role` may do what `least` may. */
export const atLeast = (role: MemberRole, least: MemberRole): boolean => RANK[role] >= RANK[least];

/** Somebody from outside the organisation's staff and students: they see only what they were let into. */
export const isOutsider = (viewer: Pick<Viewer, 'kind' | 'roles'>): boolean =>
  viewer.kind === 'guest' || viewer.roles.some((role) => role.toUpperCase() === 'CUSTOMER');

/** Kinds that MODERATE_CHANNELS opens to those who are not in them; what a group or two people say stays theirs. */
export const OVERSEEN: readonly ChannelKind[] = ['PUBLIC', 'DEPARTMENT', 'PROJECT', 'COURSE', 'SUPPORT'];

/** The permission that making a channel takes, by kind; groups and two people take none. */
export const MAKING: Partial<Record<ChannelKind, string>> = {
  DEPARTMENT: 'CREATE_CHANNELS',
  PROJECT: 'CREATE_CHANNELS',
  PUBLIC: 'CREATE_CHANNELS',
  COURSE: 'TEACH',
  SUPPORT: 'ANSWER_CUSTOMERS',
};

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

const SLOWEST_SECONDS = 21_600;

/** How long somebody waits between two messages, in seconds. */
export function checkSlowMode(seconds: number): number {
  if (seconds < 0 || seconds > SLOWEST_SECONDS) {
    throw invalid('slowModeSeconds', `Between 0 and ${String(SLOWEST_SECONDS)} seconds`);
  }
  return seconds;
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
