import { type WorkingSpan, workingTimes, worksAt } from '../../ui/time/working-day';
import { addDays, dayOf, instantOf, wallTime } from '../../ui/time/zone';

/** How somebody stands to their working day at a moment. */
export type WorkMoment = 'working' | 'before' | 'after' | 'free' | 'holiday';

/** A public holiday where somebody is. */
export interface Holiday {
  readonly on: string;
  readonly name: string;
}

/** The holiday that a zone's calendar shows at an instant. */
export function holidayAt(holidays: readonly Holiday[], zone: string, now: Date): Holiday | null {
  const today = dayOf(wallTime(now, zone));
  return holidays.find(({ on }) => on === today) ?? null;
}

/**
 * Where somebody stands in their working day; those without hours are always taken as working, but for the holidays of
 * where they are.
 */
export function workMoment(
  hours: readonly WorkingSpan[],
  zone: string,
  now: Date,
  holidays: readonly Holiday[] = [],
): WorkMoment {
  const daysOff = holidays.map(({ on }) => on);
  const times = workingTimes(hours, zone, now, 1, daysOff);
  if (worksAt(times, now)) return 'working';
  if (holidayAt(holidays, zone, now)) return 'holiday';
  if (hours.length === 0) return 'working';
  const today = addDays(wallTime(now, zone), 0);
  const [start, end] = [instantOf(today, zone), instantOf(addDays(today, 1), zone)];
  const todays = times.filter(({ from }) => from >= start && from < end);
  if (todays.length === 0) return 'free';
  return todays.some(({ from }) => from > now) ? 'before' : 'after';
}
