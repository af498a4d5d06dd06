import { expect, test } from 'vitest';
import { isLost, isMissed } from './call-watch.rules.js';

const now = new Date('2026-11-22T10:00:00Z');
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1_000);
const someone = (seenAgo: number, missedAgo: number | null = null) => ({
  state: missedAgo === null ? ('JOINED' as const) : ('RECONNECTING' as const),
  seenAt: ago(seenAgo),
  missedSince: missedAgo === null ? null : ago(missedAgo),
});

test.each([
  [someone(0), false],
  [someone(12), false],
  [someone(12.1), true],
  // Already known to be missing: not told again.
  [someone(60, 1), false],
  [{ ...someone(60), state: 'LEFT' as const }, false],
])('%j is missed: %s', (presence, expected) => {
  expect(isMissed(presence, now)).toBe(expected);
});

test.each([
  ['is there', someone(1), ago(100), false],
  ['was not looked after for long', someone(600), ago(1_000), false],
  ['is missed for a moment', someone(20, 15), ago(100), false],
  ['does not come back', someone(30, 15.1), ago(100), true],
  ['is still coming', null, ago(25), false],
  ['never came', null, ago(25.1), true],
])('who %s is lost: %s', (_name, presence, answeredAt, expected) => {
  expect(isLost(presence, answeredAt, now)).toBe(expected);
});
