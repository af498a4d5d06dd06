import { expect, test } from 'vitest';
import { goesOn, lengthOf } from './meeting-told.rules';

const at = (minute: number): string => `2026-11-22T10:${String(minute).padStart(2, '0')}:00Z`;

test('a meeting goes on from when it was told until it is over or empty', () => {
  expect(goesOn({ state: 'LIVE', startedAt: at(0) }, at(0))).toBe(true);
  expect(goesOn({ state: 'FAILED', startedAt: at(0) }, at(0))).toBe(true);
  expect(goesOn({ state: 'ENDED', startedAt: at(0), finishedAt: at(30) }, at(0))).toBe(false);
  expect(goesOn({ state: 'IDLE', startedAt: null }, at(0))).toBe(false);
});

test('a room that began again is over as far as the message of the last time goes', () => {
  expect(goesOn({ state: 'LIVE', startedAt: at(40) }, at(0))).toBe(false);
  expect(goesOn({ state: 'LIVE', startedAt: at(40) }, at(40))).toBe(true);
});

test('how long it lasted is known of one that is over', () => {
  expect(lengthOf({ state: 'ENDED', startedAt: at(0), finishedAt: at(30) })).toBe(1_800);
  expect(lengthOf({ state: 'LIVE', startedAt: at(0) })).toBeNull();
  expect(lengthOf({ state: 'ENDED', startedAt: null, finishedAt: at(1) })).toBeNull();
});
