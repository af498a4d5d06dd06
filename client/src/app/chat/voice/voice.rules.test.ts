import { expect, test } from 'vitest';
import { toWaveform } from './voice.rules';

test('a recording has at most a hundred heights, the loudest is 1, and silence stays silent', () => {
  const wave = toWaveform(Array.from({ length: 1_000 }, (_, n) => n / 4_000));
  expect(wave).toHaveLength(100);
  expect(wave.at(-1)).toBe(1);
  expect(toWaveform([0, 0])).toEqual([0, 0]);
});
