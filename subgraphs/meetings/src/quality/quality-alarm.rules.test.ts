import { expect, test } from 'vitest';
import { alarmAfter, stepOf } from './quality-alarm.rules.js';

test.each([
  [[], false, null],
  [[1, 1], false, null],
  [[1, 2.5, 1], false, 'RAISE'],
  [[1, 2.6, 1], false, null],
  [[1, 1, 1], true, null],
  // Better, but not yet good: nothing is told, and nothing can be told anew.
  [[3.5, 3.5, 3.5], true, null],
  [[4, 3.5, 4], true, null],
  [[4, 3.6, 4], true, 'CLEAR'],
  [[4, 4, 4], false, null],
] as const)('after %j, told bad %s: %s', (scores, isLow, step) => {
  expect(alarmAfter(scores, isLow)).toBe(step);
});

test('a score is good, fair or poor', () => {
  expect([1, 2.59, 2.6, 3.59, 3.6, 4.4].map(stepOf)).toEqual([
    'poor',
    'poor',
    'fair',
    'fair',
    'good',
    'good',
  ]);
});
