import { wallTime, weekdayOf } from '../../ui/time/zone';

/** A channel as far as it decides about telling. */
export interface Tellable {
  readonly level: string;
  readonly mutedUntil?: string | null;
  readonly unreadCount: number;
  readonly mentionCount: number;
  readonly channel: { readonly id: string; readonly kind: string };
  readonly lastMessage?: { readonly id: string } | null;
}

/** A quiet part of the week: 1 is Monday, an end that is not after the beginning is on the next day. */
export interface QuietSpan {
  readonly day: number;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Whether a channel is silent now, by its level or for a while. */
export const isSilent = ({ level, mutedUntil }: Pick<Tellable, 'level' | 'mutedUntil'>, now: Date): boolean =>
  level === 'NOTHING' || (mutedUntil != null && new Date(mutedUntil) > now);

/** How much in a channel is for the viewer: everything where they want everything of two people, else mentions. */
export function forViewer(entry: Tellable, now: Date): number {
  if (isSilent(entry, now)) return 0;
  return entry.channel.kind === 'DIRECT' && entry.level === 'ALL' ? entry.unreadCount : entry.mentionCount;
}

/** What the badge says of all channels: how many things are for the viewer, and whether anything else is new. */
export function badgeOf(
  entries: readonly Tellable[],
  now: Date,
): { readonly count: number; readonly any: boolean } {
  return {
    count: entries.reduce((sum, entry) => sum + forViewer(entry, now), 0),
    any: entries.some((entry) => entry.unreadCount > 0 && !isSilent(entry, now)),
  };
}

/** Whether what came to a channel is something to knock for: by its level, and only what is new since before. */
export function isNews(before: Tellable | undefined, after: Tellable, now: Date): boolean {
  if (!before || isSilent(after, now)) return false;
  if (!after.lastMessage || after.lastMessage.id === before.lastMessage?.id) return false;
  if (after.mentionCount > before.mentionCount) return true;
  return after.level === 'ALL' && after.unreadCount > before.unreadCount;
}

/** A followed thread as far as it decides about telling. */
export interface TellableThread {
  readonly level: string;
  readonly mutedUntil?: string | null;
  readonly unreadCount: number;
  readonly mentionCount: number;
  readonly thread: { readonly lastMessageAt?: string | null };
}

/** So old an answer may be that is the first thing heard of its thread. */
const FRESH_MS = 60_000;

/** Whether something happened just now, and not while nobody was here. */
export const isFresh = (at: string | null | undefined, now: Date): boolean =>
  at != null && now.getTime() - new Date(at).getTime() <= FRESH_MS;

/** Whether what came to a followed thread is something to knock for: an answer that was not there before. */
export function isThreadNews(before: TellableThread | undefined, after: TellableThread, now: Date): boolean {
  const { lastMessageAt } = after.thread;
  if (isSilent(after, now) || !lastMessageAt || lastMessageAt === before?.thread.lastMessageAt) return false;
  if (!before && !isFresh(lastMessageAt, now)) return false;
  if (after.mentionCount > (before?.mentionCount ?? 0)) return true;
  return after.level === 'ALL' && after.unreadCount > (before?.unreadCount ?? 0);
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Whether a clock shows a quiet time. */
export function isQuiet(spans: readonly QuietSpan[], zone: string, now: Date): boolean {
  const here = wallTime(now, zone);
  const today = weekdayOf(here) + 1;
  const yesterday = today === 1 ? 7 : today - 1;
  const minute = here.hour * 60 + here.minute;
  return spans.some(({ day, startsAt, endsAt }) => {
    const [from, to] = [minutes(startsAt), minutes(endsAt)];
    if (to > from) return day === today && minute >= from && minute < to;
    return (day === today && minute >= from) || (day === yesterday && minute < to);
  });
}
