import { invalid } from '@parley/kit';

/** For how long is kept what stays of meetings where nobody chose anything else, in days. */
export const USUAL_DAYS = 365;
const MOST_DAYS = 36_500;

/** @throws INVALID */
export function checkDays(keepDays: number | null): void {
  if (keepDays !== null && (keepDays < 1 || keepDays > MOST_DAYS)) {
    throw invalid('keepDays', `Between 1 and ${MOST_DAYS.toLocaleString('en')} days`);
  }
}
