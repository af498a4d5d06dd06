import { invalid } from '@parley/kit';
import { checkTitle } from '../meeting/room.rules.js';

const MOST_ROOMS = 50;
const MOST_PEOPLE = 300;
const LONGEST_MINUTES = 240;
const LONGEST_SECONDS = 300;
const LONGEST_LINE = 300;

/** A breakout room as it is planned. */
export interface PlannedRoom {
  readonly title: string;
  readonly userIds: readonly string[];
}

/**
 * The plan of breakout rooms, with titles as they are kept.
 * @throws INVALID for none or too many, and for somebody who would go to two of them
 */
export function checkPlan(rooms: readonly PlannedRoom[]): PlannedRoom[] {
  if (rooms.length < 1 || rooms.length > MOST_ROOMS) {
    throw invalid('rooms', `Plan 1 to ${String(MOST_ROOMS)} rooms`);
  }
  const everybody = rooms.flatMap(({ userIds }) => userIds);
  if (everybody.length > MOST_PEOPLE) throw invalid('rooms', `At most ${String(MOST_PEOPLE)} people`);
  if (new Set(everybody).size < everybody.length) throw invalid('rooms', 'Everybody goes to one room only');
  return rooms.map(({ title, userIds }) => ({ title: checkTitle(title), userIds }));
}

/**
 * When rooms that are opened now close by themselves; null where a host closes them.
 * @throws INVALID
 */
export function closingAfter(minutes: number | null | undefined, now: Date): Date | null {
  if (minutes == null) return null;
  if (minutes < 1 || minutes > LONGEST_MINUTES) {
    throw invalid('minutes', `Between 1 and ${String(LONGEST_MINUTES)} minutes`);
  }
  return new Date(now.getTime() + minutes * 60_000);
}

/**
 * How long people have to finish what they are saying, in seconds.
 * @throws INVALID
 */
export function checkGrace(seconds: number | null | undefined): number {
  const grace = seconds ?? 0;
  if (grace < 0 || grace > LONGEST_SECONDS) {
    throw invalid('seconds', `Between 0 and ${String(LONGEST_SECONDS)} seconds`);
  }
  return grace;
}

/**
 * A line that is shown in all rooms.
 * @throws INVALID when it is empty, too long or not text
 */
export function checkLine(text: string): string {
  const kept = text.trim();
  if (kept === '') throw invalid('text', 'Write what everybody is to know');
  if (kept.length > LONGEST_LINE) {
    throw invalid('text', `At most ${String(LONGEST_LINE)} characters, this has ${String(kept.length)}`);
  }
  if (/\p{Cc}/u.test(kept) || !kept.isWellFormed()) throw invalid('text', 'Use plain text on one line');
  return kept;
}
