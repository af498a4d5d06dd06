import { invalid } from '@parley/kit';
import type { NotificationLevel } from './level.js';
import type { QuietSpan } from './quiet-hours.js';

const MOST_SPANS = 21;
const DAYS = 7;

/** What somebody is told of who chose nothing: every message of a conversation of two, else what is for them. */
export const usualLevel = (kind: string): NotificationLevel => (kind === 'DIRECT' ? 'ALL' : 'MENTIONS');

/** A silence that is over is none. */
export const mutedNow = (mutedUntil: Date | null, now = new Date()): Date | null =>
  mutedUntil && mutedUntil > now ? mutedUntil : null;

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/**
 * A week of quiet spans in its order, with times to the minute.
 * @throws INVALID for too many, days that are none, and the same beginning twice
 */
export function checkSpans(spans: readonly QuietSpan[]): QuietSpan[] {
  if (spans.length > MOST_SPANS) throw invalid('spans', `Give at most ${String(MOST_SPANS)} spans`);
  const sorted = spans
    .map(({ day, startsAt, endsAt }) => ({ day, startsAt: startsAt.slice(0, 5), endsAt: endsAt.slice(0, 5) }))
    .sort((a, b) => a.day - b.day || minutes(a.startsAt) - minutes(b.startsAt));
  for (const [n, { day, startsAt }] of sorted.entries()) {
    if (day < 1 || day > DAYS) throw invalid('spans', 'Days are 1 to 7, from Monday on');
    const before = sorted[n - 1];
    if (before?.day === day && before.startsAt === startsAt) {
      throw invalid('spans', 'Two spans begin at the same time');
    }
  }
  return sorted;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    ...({ timeZone: zone, hourCycle: 'h23', weekday: 'short', hour: '2-digit', minute: '2-digit' } as const),
  });
  formats.set(zone, format);
  return format;
}

const WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Whether somebody's clock shows a quiet time at an instant. */
export function isQuiet(spans: readonly QuietSpan[], zone: string, at: Date): boolean {
  if (spans.length === 0) return false;
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const today = WEEK.indexOf(parts.get('weekday') ?? '') + 1;
  const yesterday = today === 1 ? DAYS : today - 1;
  const now = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
  return spans.some(({ day, startsAt, endsAt }) => {
    const [from, to] = [minutes(startsAt), minutes(endsAt)];
    if (to > from) return day === today && now >= from && now < to;
    return (day === today && now >= from) || (day === yesterday && now < to);
  });
}
