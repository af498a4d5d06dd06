import { createHash } from 'node:crypto';

const markOf = (personId: string): string =>
  createHash('sha256').update(personId).digest('base64url').slice(0, 8);

/**
 * Hides a position of somebody's sidebar in a cursor: every transaction before `mark` (a snapshot's xmin) is part of
 * what the holder has seen.
 */
export const sidebarCursor = (personId: string, mark: string): string =>
  Buffer.from(`b1.${markOf(personId)}.${mark}`).toString('base64url');

/** The mark that a cursor of that person's sidebar names; null for anything else. */
export function readSidebarCursor(personId: string, cursor: string): string | null {
  const [version, owner, mark, ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split('.');
  const ours = version === 'b1' && owner === markOf(personId) && rest.length === 0;
  return ours && mark && /^\d{1,19}$/.test(mark) ? mark : null;
}

const MEMBERSHIP = 'membership_';
const ENTRY = 'entry_';

/** The id of somebody's entry, from that of their membership. */
export const entryIdOf = (membershipId: string): string => ENTRY + membershipId.slice(MEMBERSHIP.length);

/** A sidebar entry bears the id of its membership under a prefix of its own. */
export const membershipIdOf = (entryId: string): string | null =>
  entryId.startsWith(ENTRY) ? MEMBERSHIP + entryId.slice(ENTRY.length) : null;

/** How far somebody wants to be taken to have read: less far than they were, where they marked something as unread. */
export const readUpTo = ({
  lastReadSeq,
  unreadFromSeq,
}: {
  readonly lastReadSeq: number;
  readonly unreadFromSeq: number | null;
}): number => Math.min(lastReadSeq, (unreadFromSeq ?? lastReadSeq + 1) - 1);
