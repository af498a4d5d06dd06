import { conflict, invalid } from '@parley/kit';
import type { StoredRequest } from './acknowledgement.table.js';

const YEAR_MS = 366 * 86_400_000;
const REMINDED_EVERY_MINUTES = 15;

/** @throws INVALID for a time that has passed or is more than a year ahead */
export function checkDue(field: string, dueAt: Date | null | undefined, now: Date): string | null {
  if (dueAt == null) return null;
  const ahead = dueAt.getTime() - now.getTime();
  if (ahead <= 0) throw invalid(field, 'It is due in the future');
  if (ahead > YEAR_MS) throw invalid(field, 'It is due within a year');
  return dueAt.toISOString();
}

/** @throws CONFLICT when nobody is left to remind, or they were reminded a moment ago */
export function checkReminder(
  { remindedAt, requestedAt, expected, received }: StoredRequest,
  now: Date,
): void {
  if (received >= expected) throw conflict('Everybody has confirmed');
  const since = (now.getTime() - new Date(remindedAt ?? requestedAt).getTime()) / 60_000;
  if (remindedAt !== null && since < REMINDED_EVERY_MINUTES) {
    const minutes = Math.ceil(REMINDED_EVERY_MINUTES - since);
    throw conflict(`They were reminded a moment ago; wait ${String(minutes)} minutes`);
  }
}

/** Why somebody may not have seen that they were asked; null when nothing stands in the way. */
export function unreachedBecause({
  at,
  isMember,
  isActive,
}: {
  readonly at: Date | null;
  readonly isMember: boolean;
  readonly isActive: boolean;
}): string | null {
  if (at !== null) return null;
  if (!isActive) return 'Their account is not active';
  return isMember ? null : 'They are no longer in the channel';
}
