import type { WorkingSpan } from '../../ui/time/working-day';

export const weekdays = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;

export type Weekday = (typeof weekdays)[number];

/** One day of the week as it is edited: one span, or none. */
export interface WeekdayRow {
  readonly day: Weekday;
  readonly works: boolean;
  readonly startsAt: string;
  readonly endsAt: string;
}

const USUAL = { startsAt: '09:00', endsAt: '17:00' };

/** Hours and minutes of a time, which servers also write with seconds. */
function short(time: string): string {
  return time.slice(0, 5);
}

/** The whole week in order, days off included; of several spans of a day the first is edited, the rest is kept. */
export function rowsOf(hours: readonly WorkingSpan[]): readonly WeekdayRow[] {
  return weekdays.map((day) => {
    const span = hours.find((candidate) => candidate.day === day);
    if (!span) return { day, works: false, ...USUAL };
    return { day, works: true, startsAt: short(span.startsAt), endsAt: short(span.endsAt) };
  });
}

/** The hours with one day replaced, as the server wants the whole week. */
export function withRow(
  hours: readonly WorkingSpan[],
  row: WeekdayRow,
): readonly { day: Weekday; startsAt: string; endsAt: string }[] {
  return weekdays.flatMap((day) => {
    const spans = hours.filter((span) => span.day === day);
    const kept = day === row.day ? edited(row, spans.slice(1)) : spans;
    return kept.map(({ startsAt, endsAt }) => ({ day, startsAt: short(startsAt), endsAt: short(endsAt) }));
  });
}

function edited(row: WeekdayRow, others: readonly WorkingSpan[]): readonly WorkingSpan[] {
  return row.works ? [row, ...others] : [];
}

const MINUTES = ['00', '30'];

/** Every half hour of a day, and the given time where it is another one. */
export function timeChoices(present: string): readonly string[] {
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
  const halves = hours.flatMap((hour) => MINUTES.map((minute) => `${hour}:${minute}`));
  return halves.includes(present) ? halves : [...halves, present].sort();
}

/** A Monday; the days of the week are named after the days that follow it. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** The names of the days in that language, Monday first. */
export function dayNames(language: string): readonly string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return weekdays.map((_, day) => format.format(MONDAY + day * DAY_MS));
}

/** A time of day as hours and parts of one. */
export function hourOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour + minute / 60;
}
