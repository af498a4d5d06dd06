import type { QuietSpan } from '../../core/notifications/notify.rules';

/** One day of the week as it is edited: a quiet time that begins on it, or none. 1 is Monday. */
export interface QuietDay {
  readonly day: number;
  readonly quiet: boolean;
  readonly startsAt: string;
  readonly endsAt: string;
}

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const NIGHT = { startsAt: '20:00', endsAt: '08:00' };

/** The whole week in order; of several spans of a day the first is edited, the rest is kept. */
export const quietDays = (spans: readonly QuietSpan[]): readonly QuietDay[] =>
  DAYS.map((day) => {
    const span = spans.find((candidate) => candidate.day === day);
    if (!span) return { day, quiet: false, ...NIGHT };
    return { day, quiet: true, startsAt: span.startsAt.slice(0, 5), endsAt: span.endsAt.slice(0, 5) };
  });

/** The spans with one day replaced, as the server wants the whole week. */
export function withDay(spans: readonly QuietSpan[], changed: QuietDay): readonly QuietSpan[] {
  const { day, startsAt, endsAt } = changed;
  const [, ...others] = spans.filter((span) => span.day === day);
  const rest = spans.filter((span) => span.day !== day);
  return changed.quiet ? [...rest, { day, startsAt, endsAt }, ...others] : [...rest];
}

/** The same night every day. */
export const everyNight = (): readonly QuietSpan[] => DAYS.map((day) => ({ day, ...NIGHT }));

/** A part of the week in which somebody works. */
interface WorkingSpan {
  readonly day: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

const WEEK = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** All of the week but when one works: from the end of a day's work to the beginning of the next day's. */
export function outsideWork(hours: readonly WorkingSpan[]): readonly QuietSpan[] {
  return DAYS.flatMap((day) => {
    const works = hours
      .filter((span) => WEEK.indexOf(span.day) + 1 === day)
      .map(({ startsAt, endsAt }) => ({ startsAt: startsAt.slice(0, 5), endsAt: endsAt.slice(0, 5) }))
      .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
    const from = ['00:00', ...works.map(({ endsAt }) => endsAt)];
    const to = [...works.map(({ startsAt }) => startsAt), '00:00'];
    const gaps = from.map((startsAt, n) => ({ day, startsAt, endsAt: to[n] ?? '00:00' }));
    // A day's work from midnight leaves no gap before it; a whole day off is one gap from midnight to midnight.
    return gaps.filter(({ startsAt, endsAt }) => startsAt !== endsAt || works.length === 0);
  });
}
