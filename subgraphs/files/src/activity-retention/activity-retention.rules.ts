import { invalid } from '@parley/kit';
import type { ActivityRetentionInput } from './activity-retention.inputs.js';

/** For how long is kept what was done with files where nobody chose anything else, in days. */
export const USUAL_DAYS = 365;
const MOST_DAYS = 36_500;
const DAY_MS = 86_400_000;

/** What somebody chose. */
export interface Choice {
  /** Empty for all regions that have none of their own. */
  readonly region: string;
  /** Null for what holds where nothing is said. */
  readonly keepDays: number | null;
}

/** @throws INVALID naming the field */
export function checkChoice({ regionCode, keepDays = null }: ActivityRetentionInput): Choice {
  if (keepDays !== null && (keepDays < 1 || keepDays > MOST_DAYS)) {
    throw invalid('keepDays', `Between 1 and ${String(MOST_DAYS)} days`);
  }
  if (regionCode != null && !/^[a-z0-9-]{1,20}$/i.test(regionCode)) {
    throw invalid('regionCode', 'There is no such region');
  }
  return { region: regionCode ?? '', keepDays };
}

/** What was done before this is old enough. */
export const cutoffOf = (keepDays: number, at: Date): Date => new Date(at.getTime() - keepDays * DAY_MS);

/** When the run of a day is due: once a day, whoever starts it. */
export const dueOn = (now: Date): Date => new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
