import { invalid } from '@parley/kit';

/** The longest remark, in UTF-16 code units as every client counts them. */
export const LONGEST_NOTE = 1_000;

const LONGEST_WAIT_YEARS = 5;

/**
 * A remark as it is kept; nothing left of it means none.
 * @throws INVALID when it is too long or not text
 */
export function checkNote(note: string): string | null {
  const text = note.trim();
  if (text.length > LONGEST_NOTE) {
    throw invalid('note', `At most ${String(LONGEST_NOTE)} characters, this has ${String(text.length)}`);
  }
  if (text.includes('\0') || !text.isWellFormed()) throw invalid('note', 'Use plain text');
  return text || null;
}

/**
 * A moment at which somebody wants to be reminded.
 * @throws INVALID when it is past or further away than five years
 */
export function checkReminder(remindAt: Date, now: Date): Date {
  if (remindAt <= now) throw invalid('remindAt', 'Choose a time that is still to come');
  const last = new Date(now);
  last.setUTCFullYear(last.getUTCFullYear() + LONGEST_WAIT_YEARS);
  if (remindAt > last) throw invalid('remindAt', 'Choose a time within five years');
  return remindAt;
}
