import { addDays, instantOf, wallTime, weekdayOf } from '../../ui/time/zone';

const MINUTE_MS = 60_000;
const MORNING = 9;
const MONDAY = 0;

/** A moment that is offered by name. */
export type MomentName = 'twentyMinutes' | 'hour' | 'threeHours' | 'tomorrow' | 'monday';

/** Nine in the morning so many days from now, where a clock of that zone stands. */
function morning(now: Date, zone: string, days: number): Date {
  return instantOf({ ...addDays(wallTime(now, zone), days), hour: MORNING }, zone);
}

/** Days until the next Monday that is not today. */
const untilMonday = (now: Date, zone: string): number => 7 - ((weekdayOf(wallTime(now, zone)) - MONDAY) % 7);

/** The instant of a named moment, by the clock of a zone. */
export function momentAt(name: MomentName, now: Date, zone: string): Date {
  switch (name) {
    case 'twentyMinutes':
      return new Date(now.getTime() + 20 * MINUTE_MS);
    case 'hour':
      return new Date(now.getTime() + 60 * MINUTE_MS);
    case 'threeHours':
      return new Date(now.getTime() + 180 * MINUTE_MS);
    case 'tomorrow':
      return morning(now, zone, 1);
    case 'monday':
      return morning(now, zone, untilMonday(now, zone));
  }
}

/** Those that are offered: Monday only where it is not tomorrow. */
export function offered(names: readonly MomentName[], now: Date, zone: string): readonly MomentName[] {
  return names.filter((name) => name !== 'monday' || untilMonday(now, zone) !== 1);
}

/** The next nine o'clock in a zone. */
export function nextMorning(now: Date, zone: string): Date {
  const today = morning(now, zone, 0);
  return today > now ? today : morning(now, zone, 1);
}

const two = (part: number): string => String(part).padStart(2, '0');

/** What the fields of a day and a time hold for an instant, by the clock of a zone. */
export function fieldsAt(at: Date, zone: string): { readonly date: string; readonly time: string } {
  const { year, month, day, hour, minute } = wallTime(at, zone);
  return { date: `${String(year)}-${two(month)}-${two(day)}`, time: `${two(hour)}:${two(minute)}` };
}

/** The instant that these fields name; null where they are not filled in. */
export function instantIn(date: string, time: string, zone: string): Date | null {
  const [year, month, day] = date.split('-').map(Number);
  const [hour, minute] = time.split(':').map(Number);
  if (!year || !month || !day || hour === undefined || minute === undefined || time === '') return null;
  return instantOf({ year, month, day, hour, minute }, zone);
}
