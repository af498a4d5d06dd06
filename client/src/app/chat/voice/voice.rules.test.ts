import { expect, test } from 'vitest';
import { nextSpeed, shrink, speedText, toWaveform, waveOf } from './voice.rules';

test('speeds go round', () => {
  expect([1, 1.5, 2, 0.5].map(nextSpeed)).toEqual([1.5, 2, 0.5, 1]);
  expect(speedText(nextSpeed(1))).toBe('1.5×');
});

test('many heights become few, and the loudest of each part stays', () => {
  expect(shrink([0, 0.2, 0.9, 0.1, 0.3, 0.4], 3)).toEqual([0.2, 0.9, 0.4]);
  expect(shrink([0.5], 3)).toEqual([0.5]);
});

test('a recording has at most a hundred heights, the loudest is 1, and silence stays silent', () => {
  const wave = toWaveform(Array.from({ length: 1_000 }, (_, n) => n / 4_000));
  expect(wave).toHaveLength(100);
  expect(wave.at(-1)).toBe(1);
  expect(toWaveform([0, 0])).toEqual([0, 0]);
});

test('what nobody measured is an even line', () => {
  expect(new Set(waveOf(null)).size).toBe(1);
  expect(waveOf([0, 1])).toEqual([0.08, 1]);
});
