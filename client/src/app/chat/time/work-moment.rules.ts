import { type WorkingSpan, workingTimes, worksAt } from '../../ui/time/working-day';
import { addDays, instantOf, wallTime } from '../../ui/time/zone';

/** How somebody stands to their working day at a moment. */
export type WorkMoment = 'working' | 'before' | 'after' | 'free';

/** Where somebody stands in their working day; those without hours are always taken as working. */
export function workMoment(hours: readonly WorkingSpan[], zone: string, now: Date): WorkMoment {
  if (hours.length === 0) return 'working';
  const times = workingTimes(hours, zone, now);
  if (worksAt(times, now)) return 'working';
  const today = addDays(wallTime(now, zone), 0);
  const [start, end] = [instantOf(today, zone), instantOf(addDays(today, 1), zone)];
  const todays = times.filter(({ from }) => from >= start && from < end);
  if (todays.length === 0) return 'free';
  return todays.some(({ from }) => from > now) ? 'before' : 'after';
}
