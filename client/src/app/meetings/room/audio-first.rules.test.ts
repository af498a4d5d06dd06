import { expect, test } from 'vitest';
import type { QualityLevel } from '../media/quality.rules';
import { FULL_LINE, type Pictures, afterMeasuring, lineFor } from './audio-first.rules';

const times = (count: number, level: QualityLevel): QualityLevel[] =>
  Array.from({ length: count }, () => level);
const after = (levels: readonly QualityLevel[]): Pictures =>
  levels.reduce(afterMeasuring, FULL_LINE).pictures;

test.each<readonly [string, readonly QualityLevel[], Pictures]>([
  ['a good line shows all', times(20, 'good'), 'all'],
  ['one bad measurement changes nothing', ['good', 'poor', 'good', 'poor', 'fair', 'poor'], 'all'],
  ['on a bad line those far away pause', times(2, 'poor'), 'near'],
  ['on a line that stays bad all pictures pause', times(4, 'poor'), 'none'],
  ['it gets no worse than that', times(9, 'poor'), 'none'],
  ['a fair line brings nothing back', [...times(4, 'poor'), ...times(20, 'fair')], 'none'],
  [
    'a line that is good for long brings the near ones back',
    [...times(4, 'poor'), ...times(6, 'good')],
    'near',
  ],
  ['and then all', [...times(4, 'poor'), ...times(12, 'good')], 'all'],
  ['a good moment is not enough', [...times(4, 'poor'), ...times(5, 'good'), 'poor'], 'none'],
])('%s', (_name, levels, expected) => {
  expect(after(levels)).toBe(expected);
});

test.each([
  [{ lossRatio: 0, roundTripMs: 40, jitterMs: 5 }, 'good'],
  [{ lossRatio: 0, roundTripMs: 40, jitterMs: 200 }, 'good'],
  [{ lossRatio: 0.05, roundTripMs: 40, jitterMs: 5 }, 'fair'],
  [{ lossRatio: 0, roundTripMs: 700, jitterMs: 5 }, 'fair'],
  [{ lossRatio: 0.1, roundTripMs: 40, jitterMs: 5 }, 'poor'],
  [{ lossRatio: 0, roundTripMs: 1_500, jitterMs: 5 }, 'poor'],
])('a line of %o is %s for pictures', (measured, expected) => {
  expect(lineFor({ ...measured, bitrateKbps: 500 })).toBe(expected);
});
