import { expect, test } from 'vitest';
import { BEAT_MS, IDLE_MS, deviceState, isDue } from './own-presence.rules';

test('a device is away after five quiet minutes', () => {
  expect(deviceState(0, IDLE_MS - 1)).toBe('ONLINE');
  expect(deviceState(0, IDLE_MS)).toBe('AWAY');
});

test.each([
  ['nothing was said yet', null, 'ONLINE', 0, true],
  ['it changed', { state: 'AWAY', at: 1_000 }, 'ONLINE', 1_001, true],
  ['another window said so just now', { state: 'ONLINE', at: 1_000 }, 'ONLINE', 2_000, false],
  ['a beat has passed', { state: 'ONLINE', at: 1_000 }, 'ONLINE', 1_000 + BEAT_MS, true],
  ['the clock was put back', { state: 'ONLINE', at: 9_000_000 }, 'ONLINE', 1_000, true],
] as const)('it is said, or not, when %s', (_when, last, state, now, expected) => {
  expect(isDue(last, state, now)).toBe(expected);
});
