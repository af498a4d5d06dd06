/** A part of somebody's week in which they work, in their own zone. */
export interface WorkingSpan {
  readonly day: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** How somebody stands to their working day at a moment. */
export type WorkMoment = 'working' | 'before' | 'after' | 'free';

const weekdays = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];

/** The wall clock of a zone: day of the week and minutes since midnight. */
export function wallClock(timeZone: string, at: Date): { day: string; minutes: number } {
  const parts = partsIn(timeZone, at);
  return { day: weekdays[parts.weekday] ?? '', minutes: parts.hour * 60 + parts.minute };
}

/** Minutes by which a zone is ahead of UTC at a moment. */
export function zoneOffset(timeZone: string | undefined, at: Date): number {
  if (!timeZone) return -at.getTimezoneOffset();
  const { year, month, day, hour, minute } = partsIn(timeZone, at);
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  return Math.round((asUtc - at.getTime()) / 60_000);
}

/** Whether two people's clocks are so far apart that the other hour is worth showing. */
export function clocksDiffer(a: string | undefined, b: string | undefined, at: Date, minutes: number): boolean {
  return Math.abs(zoneOffset(a, at) - zoneOffset(b, at)) >= minutes;
}

/** Where somebody stands in their working day; those without hours are always taken as working. */
export function workMoment(hours: readonly WorkingSpan[], timeZone: string, at: Date): WorkMoment {
  if (hours.length === 0) return 'working';
  const { day, minutes } = wallClock(timeZone, at);
  const today = hours.filter((span) => span.day === day);
  if (today.length === 0) return 'free';
  if (today.some((span) => minutesOf(span.startsAt) <= minutes && minutes < minutesOf(span.endsAt))) return 'working';
  return today.some((span) => minutes < minutesOf(span.startsAt)) ? 'before' : 'after';
}

/** Minutes since midnight of "HH:MM[:SS]". */
export function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsIn(timeZone: string, at: Date) {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, part.value]));
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type) ?? 0);
  const weekday = weekdays.findIndex((name) => name.startsWith((parts.get('weekday') ?? '').toUpperCase()));
  return { weekday, year: number('year'), month: number('month'), day: number('day'), hour: number('hour'), minute: number('minute') };
}
