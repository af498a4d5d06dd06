import { expect, test } from 'vitest';
import { phaseOfScan, secondsLeft } from './upload-row';

test('the rest takes as long as the speed so far says, and nothing is said too early', () => {
  const begun = { at: 0, sent: 200 };
  expect(secondsLeft({ size: 1_000, sent: 600 }, begun, 1_000)).toBeNull();
  expect(secondsLeft({ size: 1_000, sent: 600 }, begun, 4_000)).toBe(4);
  expect(secondsLeft({ size: 1_000, sent: 200 }, begun, 60_000)).toBeNull();
});

test.each([
  ['WAITING', null],
  ['SCANNING', null],
  ['CLEAN', 'done'],
  ['UNSCANNED', 'unscanned'],
  ['INFECTED', 'locked'],
  ['UNSCANNABLE', 'locked'],
] as const)('a file whose check says %s is %s', (scan, phase) => {
  expect(phaseOfScan(scan)).toBe(phase);
});
