import type { Interval } from '../../../generated/graphql';

/** One point of a line over time. */
interface Sample {
  readonly score: number;
  readonly at: string;
}

/** What a score means, in a word: the same bounds as the server tells of bad connections by. */
export type ScoreLevel = 'good' | 'fair' | 'poor';

export const levelOfScore = (score: number): ScoreLevel => {
  if (score < 2.6) return 'poor';
  return score < 3.6 ? 'fair' : 'good';
};

/** Scores are from 1 to 5. */
const [LOWEST, HIGHEST] = [1, 5];

/** The points of a line through scores over time, in a box of that size. */
export function lineThrough(samples: readonly Sample[], width: number, height: number): string {
  const times = samples.map(({ at }) => Date.parse(at));
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const span = last - first || 1;
  return samples
    .map(({ score }, n) => {
      const x = samples.length === 1 ? width / 2 : (((times[n] ?? 0) - first) / span) * width;
      const y = height - ((score - LOWEST) / (HIGHEST - LOWEST)) * height;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}

/** As fine as a meeting of that length is told of, of at most a thousand steps. */
export function stepFor(seconds: number): Interval {
  if (seconds <= 9_000) return 'TEN_SECONDS';
  return seconds <= 50_000 ? 'MINUTE' : 'HOUR';
}
