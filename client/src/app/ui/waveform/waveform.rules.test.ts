import { expect, test } from 'vitest';
import { nextSpeed, shrink, speedText, waveOf } from './waveform.rules';

test('speeds go round', () => {
  expect([1, 1.5, 2, 0.5].map(nextSpeed)).toEqual([1.5, 2, 0.5, 1]);
  expect(speedText(nextSpeed(1))).toBe('1.5×');
});

test('many heights become few, and the loudest of each part stays', () => {
  expect(shrink([0, 0.2, 0.9, 0.1, 0.3, 0.4], 3)).toEqual([0.2, 0.9, 0.4]);
  expect(shrink([0.5], 3)).toEqual([0.5]);
});

test('what nobody measured is an even line', () => {
  expect(new Set(waveOf(null)).size).toBe(1);
  expect(waveOf([0, 1])).toEqual([0.08, 1]);
  expect(waveOf(null, 100)).toHaveLength(100);
});
