/** As far back as numbers are told of, in days. */
export const DAYS = 30;

/** What of a past call is counted. */
export interface Counted {
  readonly state: string;
  readonly startedAt: string;
  readonly durationSeconds?: number | null;
  readonly callee?: { readonly id: string } | null;
}

/** How somebody called in the last days. */
export interface CallNumbers {
  readonly calls: number;
  readonly missed: number;
  readonly seconds: number;
}

/** The moment from which calls are counted. */
export const since = (now: Date): Date => new Date(now.getTime() - DAYS * 86_400_000);

/** Counts the calls of the last days. */
export function numbersOf(calls: readonly Counted[], viewerId: string, now: Date): CallNumbers {
  const recent = calls.filter(({ startedAt }) => new Date(startedAt) >= since(now));
  return {
    calls: recent.length,
    missed: recent.filter(
      ({ state, callee }) => callee?.id === viewerId && (state === 'MISSED' || state === 'CANCELLED'),
    ).length,
    seconds: recent.reduce((sum, { durationSeconds }) => sum + (durationSeconds ?? 0), 0),
  };
}

/** Hours and minutes of a length of time, rounded up where anybody talked at all. */
export function hoursAndMinutes(seconds: number): { readonly hours: number; readonly minutes: number } {
  const minutes = Math.ceil(seconds / 60);
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
