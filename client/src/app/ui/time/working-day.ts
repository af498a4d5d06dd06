import { type WallTime, addDays, dayOf, instantOf, wallTime, weekdayOf } from './zone';

/** A part of the week in which somebody works, as the contract says it. */
export interface WorkingSpan {
  readonly day: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** When somebody works, by their clock, and the days of the calendar on which they do not, such as 2026-12-12. */
export interface WorkingWeek {
  readonly hours: readonly WorkingSpan[];
  readonly zone: string;
  readonly daysOff?: readonly string[];
}

/** A stretch of a day, in hours since its midnight. */
export interface HourSpan {
  readonly from: number;
  readonly to: number;
}

/** A stretch of time. */
export interface TimeSpan {
  readonly from: Date;
  readonly to: Date;
}

const HOUR_MS = 3_600_000;
const HOURS = 24;
const LOOK_AHEAD_DAYS = 14;
const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

function at(date: WallTime, time: string, zone: string): Date {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return instantOf({ ...date, hour, minute }, zone);
}

/** When somebody works on the days around an instant, in order of time; an end before the start is on the next day, and on days off nobody begins. */
export function workingTimes(
  hours: readonly WorkingSpan[],
  zone: string,
  around: Date,
  daysAhead = 1,
  daysOff: readonly string[] = [],
): readonly TimeSpan[] {
  const today = wallTime(around, zone);
  const dates = Array.from({ length: daysAhead + 2 }, (_, index) => addDays(today, index - 1)).filter(
    (date) => !daysOff.includes(dayOf(date)),
  );
  const spans = dates.flatMap((date) =>
    hours
      .filter(({ day }) => DAYS.indexOf(day) === weekdayOf(date))
      .map(({ startsAt, endsAt }) => ({
        from: at(date, startsAt, zone),
        to: at(endsAt <= startsAt ? addDays(date, 1) : date, endsAt, zone),
      })),
  );
  return spans.toSorted((a, b) => a.from.getTime() - b.from.getTime());
}

/** Those stretches that lie in the viewer's day around an instant, in the viewer's hours. */
export function hoursOfDay(times: readonly TimeSpan[], viewerZone: string, now: Date): readonly HourSpan[] {
  const today = addDays(wallTime(now, viewerZone), 0);
  const start = instantOf(today, viewerZone).getTime();
  const length = instantOf(addDays(today, 1), viewerZone).getTime() - start;
  const hour = (instant: Date): number => ((instant.getTime() - start) / length) * HOURS;
  return times
    .map(({ from, to }) => ({ from: Math.max(0, hour(from)), to: Math.min(HOURS, hour(to)) }))
    .filter(({ from, to }) => to > from);
}

/** How far the viewer's day has come, in hours. */
export function hourOfDay(viewerZone: string, now: Date): number {
  const { hour, minute } = wallTime(now, viewerZone);
  return hour + minute / 60;
}

/** What two sets of stretches have in common. */
export function sharedTimes(a: readonly TimeSpan[], b: readonly TimeSpan[]): readonly TimeSpan[] {
  const shared = a.flatMap((x) =>
    b.map((y) => ({
      from: new Date(Math.max(x.from.getTime(), y.from.getTime())),
      to: new Date(Math.min(x.to.getTime(), y.to.getTime())),
    })),
  );
  return shared.filter(({ from, to }) => to > from).toSorted((x, y) => x.from.getTime() - y.from.getTime());
}

/** The stretches in which at least one of these runs, joined where they touch. */
export function anyTimes(all: readonly (readonly TimeSpan[])[]): readonly TimeSpan[] {
  const joined: TimeSpan[] = [];
  for (const span of all.flat().toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = joined.at(-1);
    if (!last || span.from > last.to) joined.push(span);
    else if (span.to > last.to) joined[joined.length - 1] = { from: last.from, to: span.to };
  }
  return joined;
}

/** The stretches in which all of these run; none where there are none. */
export function allTimes(all: readonly (readonly TimeSpan[])[]): readonly TimeSpan[] {
  const [first, ...others] = all;
  return others.reduce(sharedTimes, first ?? []);
}

/** Whether somebody works at an instant. */
export function worksAt(times: readonly TimeSpan[], now: Date): boolean {
  return times.some(({ from, to }) => from <= now && now < to);
}

/** When both work next, now included; null when their weeks never meet in the next two. */
export function nextShared(a: WorkingWeek, b: WorkingWeek, now: Date): Date | null {
  const shared = sharedTimes(
    workingTimes(a.hours, a.zone, now, LOOK_AHEAD_DAYS, a.daysOff),
    workingTimes(b.hours, b.zone, now, LOOK_AHEAD_DAYS, b.daysOff),
  );
  const next = shared.find(({ to }) => to > now);
  if (!next) return null;
  return next.from > now ? next.from : now;
}

/** How many hours two zones differ at an instant; positive when the first is ahead. */
export function hoursAhead(zone: string, viewerZone: string, now: Date): number {
  const there = wallTime(now, zone);
  const here = wallTime(now, viewerZone);
  return (
    (Date.UTC(there.year, there.month - 1, there.day, there.hour, there.minute) -
      Date.UTC(here.year, here.month - 1, here.day, here.hour, here.minute)) /
    HOUR_MS
  );
}
