/** What of a meeting decides how its channel tells of it. */
export interface ToldMeeting {
  readonly state: string;
  readonly startedAt?: string | null;
  readonly finishedAt?: string | null;
}

/** Clocks of two services differ by less than this, in milliseconds. */
const APART_MS = 30_000;

/** Whether what a message told of still goes on: a room that began again is another time, with a message of its own. */
export function goesOn({ state, startedAt }: ToldMeeting, toldAt: string): boolean {
  if (state === 'ENDED' || !startedAt) return false;
  return Date.parse(startedAt) <= Date.parse(toldAt) + APART_MS;
}

/** How long a meeting lasted that is over for good, in seconds; null for one that may begin again. */
export function lengthOf({ startedAt, finishedAt }: ToldMeeting): number | null {
  if (!startedAt || !finishedAt) return null;
  return Math.max(0, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000));
}
