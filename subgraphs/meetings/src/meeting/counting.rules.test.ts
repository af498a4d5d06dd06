import { expect, test } from 'vitest';
import { secondsInto } from './counting.rules.js';

const BEGAN = new Date('2026-01-01T10:00:00Z');

test.each([
  ['while it goes on', BEGAN, '2026-01-01T10:00:05.500Z', 5.5],
  ['days later, in a room that stays', BEGAN, '2026-01-03T10:00:00Z', 172_800],
  ['before it began', BEGAN, '2026-01-01T09:59:00Z', 0],
  ['in one that never did', null, '2026-01-01T10:00:05Z', 0],
])('%s', (_, countedFrom, at, seconds) => {
  expect(secondsInto(countedFrom, new Date(at))).toBe(seconds);
});
