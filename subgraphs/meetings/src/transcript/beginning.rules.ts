import { invalid } from '@parley/kit';
import { secondsInto } from '../meeting/counting.rules.js';
import type { Cue } from './cue.rules.js';

/** When a meeting first began, and when it last did; null where it never did, and while nobody is in a room that stays. */
interface Begun {
  readonly countedFrom: Date | null;
  readonly startedAt: Date | null;
}

/** People say when something began to the minute. */
const MINUTE_MS = 60_000;

/**
 * Where what a file says begins, in seconds from when its meeting first began.
 * @param startsAt when that was, as somebody says it; null for when the meeting last began
 * @throws INVALID before there was a meeting, and for what nobody can have said yet
 */
export function fileBegins({ countedFrom, startedAt }: Begun, startsAt: Date | null, now: Date): number {
  if (startsAt === null) return startedAt ? secondsInto(countedFrom, startedAt) : 0;
  const isBefore = !countedFrom || countedFrom.getTime() - startsAt.getTime() >= MINUTE_MS;
  if (isBefore) throw invalid('startsAt', 'The meeting had not begun yet');
  if (startsAt > now) throw invalid('startsAt', 'Nobody has said that yet');
  return secondsInto(countedFrom, startsAt);
}

/** Words so many seconds later than their file has them. */
export const shifted = <C extends Pick<Cue, 'startSeconds' | 'endSeconds'>>(cue: C, seconds: number): C => ({
  ...cue,
  ...{ startSeconds: cue.startSeconds + seconds, endSeconds: cue.endSeconds + seconds },
});
