import { invalid } from '@parley/kit';
import type { UserKind } from './user.enums.js';
import type { WorkingSpan } from './working-hours.js';

const LONGEST_NAME = 120;
const LONGEST_TITLE = 160;
const LONGEST_BIO = 4_000;
const MOST_SPANS = 21;

// Control characters and the marks that reorder text: a name must not break or turn round the line it stands in.
const UNFIT = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A line of text fit to be shown, trimmed. */
export function checkLine(field: string, value: string, longest: number): string {
  const line = value.trim().normalize('NFC');
  if (line === '') throw invalid(field, 'Write something here');
  if (line.length > longest) throw invalid(field, `Use at most ${String(longest)} characters`);
  if (UNFIT.test(line) || !line.isWellFormed()) {
    throw invalid(field, 'Leave out characters that cannot be shown');
  }
  return line;
}

/** A name that may be shown. */
export const checkName = (field: string, value: string): string => checkLine(field, value, LONGEST_NAME);

/** A job or study title; blank is none. */
export const checkTitle = (value: string): string | null =>
  value.trim() === '' ? null : checkLine('title', value, LONGEST_TITLE);

/** A few words about oneself; blank is none. */
export function checkBio(value: string): string | null {
  if (value.length > LONGEST_BIO) throw invalid('bio', `Use at most ${String(LONGEST_BIO)} characters`);
  return value.trim() === '' ? null : value.trim();
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** A week of working spans: each ends after it begins, none overlap on a day. Given back in the order of the week. */
export function checkWorkingHours(hours: readonly WorkingSpan[], week: readonly string[]): WorkingSpan[] {
  if (hours.length > MOST_SPANS) throw invalid('hours', `Give at most ${String(MOST_SPANS)} spans`);
  const sorted = hours
    .map(({ day, startsAt, endsAt }) => ({ day, startsAt: startsAt.slice(0, 5), endsAt: endsAt.slice(0, 5) }))
    .sort((a, b) => week.indexOf(a.day) - week.indexOf(b.day) || minutes(a.startsAt) - minutes(b.startsAt));
  for (const [index, span] of sorted.entries()) {
    if (minutes(span.endsAt) <= minutes(span.startsAt)) {
      throw invalid('hours', 'Each span ends after it begins');
    }
    const before = sorted[index - 1];
    if (before?.day === span.day && minutes(span.startsAt) < minutes(before.endsAt)) {
      throw invalid('hours', 'Spans of one day must not overlap');
    }
  }
  return sorted;
}

/** Who is let in without belonging: they see no directory and of others only what conversations show. */
export const isOutside = (kind: UserKind): boolean => kind === 'GUEST' || kind === 'CUSTOMER';

const worksHere = (kind: UserKind): boolean => kind === 'STAFF' || kind === 'FACULTY' || kind === 'BOT';

/** Staff may reach everybody of the organisation; students may reach staff. */
export function maySeeContact(
  viewer: { kind: UserKind; managesPeople: boolean },
  target: { kind: UserKind },
): boolean {
  if (isOutside(viewer.kind)) return false;
  if (viewer.managesPeople) return true;
  return worksHere(viewer.kind) || worksHere(target.kind);
}
