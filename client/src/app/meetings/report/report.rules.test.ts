import { expect, test } from 'vitest';
import { levelOfScore, lineThrough, stepFor } from './report.rules';

const at = (seconds: number): string => new Date(seconds * 1_000).toISOString();

test('a line goes from the first to the last, a high score above', () => {
  const samples = [
    { score: 1, at: at(0) },
    { score: 5, at: at(10) },
    { score: 3, at: at(40) },
  ];
  expect(lineThrough(samples, 100, 40)).toBe('0.0,40.0 25.0,0.0 100.0,20.0');
  expect(lineThrough([{ score: 5, at: at(3) }], 100, 40)).toBe('50.0,0.0');
  expect(lineThrough([], 100, 40)).toBe('');
});

test('steps are never more than a thousand', () => {
  expect([60, 9_000, 9_001, 50_000, 500_000].map(stepFor)).toEqual([
    'TEN_SECONDS',
    'TEN_SECONDS',
    'MINUTE',
    'MINUTE',
    'HOUR',
  ]);
});

test('a score is good, fair or poor', () => {
  expect([4.4, 3.6, 3.5, 2.6, 2.5].map(levelOfScore)).toEqual(['good', 'good', 'fair', 'fair', 'poor']);
});
