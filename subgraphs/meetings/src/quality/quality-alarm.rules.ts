/** Below this talking is hard work, above that nobody complains any more (ITU-T G.107, annex B). */
const [LOW, WELL] = [2.6, 3.6];

/** As many reports as it takes to call it bad, or good again: one alone is a hiccup. */
export const REPORTS = 3;

/** What becomes of what was told of a connection; null where it stays as it is. */
type AlarmStep = 'RAISE' | 'CLEAR' | null;

/** A connection is told to be bad once several reports in a row are, and may be told again only after as many good ones. */
export function alarmAfter(scores: readonly number[], isLow: boolean): AlarmStep {
  if (scores.length < REPORTS) return null;
  if (isLow) return scores.every((score) => score >= WELL) ? 'CLEAR' : null;
  return scores.every((score) => score < LOW) ? 'RAISE' : null;
}

/** How a connection is, in one of three steps: only a change of it is signalled. */
export const stepOf = (score: number): 'good' | 'fair' | 'poor' => {
  if (score < LOW) return 'poor';
  return score < WELL ? 'fair' : 'good';
};
