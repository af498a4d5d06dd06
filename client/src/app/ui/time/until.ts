import { addDays, instantOf, wallTime, weekdayOf } from './zone';

/** How long something is to last, as people choose it. */
export const untilChoices = ['minutes30', 'hour1', 'hours4', 'today', 'tomorrow', 'week', 'open'] as const;
export type Until = (typeof untilChoices)[number];

const MINUTE_MS = 60_000;
const AFTER: Partial<Record<Until, number>> = {
  minutes30: 30 * MINUTE_MS,
  hour1: 60 * MINUTE_MS,
  hours4: 240 * MINUTE_MS,
};
const MORNING = 9;

/**
 * The end that a choice means by a clock: `today` is the coming midnight, `tomorrow` nine in the morning of the next
 * day, `week` the beginning of the next Monday; null is no end.
 */
export function untilAt(choice: Until, now: Date, zone: string): Date | null {
  if (choice === 'open') return null;
  const span = AFTER[choice];
  if (span !== undefined) return new Date(now.getTime() + span);
  const here = wallTime(now, zone);
  if (choice === 'today') return instantOf(addDays(here, 1), zone);
  if (choice === 'tomorrow') return instantOf({ ...addDays(here, 1), hour: MORNING }, zone);
  return instantOf(addDays(here, 7 - weekdayOf(here)), zone);
}
