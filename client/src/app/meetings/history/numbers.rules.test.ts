import { expect, test } from 'vitest';
import { hoursAndMinutes, numbersOf } from './numbers.rules';

const now = new Date('2026-11-22T12:00:00Z');

test('calls of the last thirty days are counted', () => {
  const calls = [
    { state: 'ENDED', startedAt: '2026-11-22T10:00:00Z', durationSeconds: 95, callee: { id: 'me' } },
    { state: 'ENDED', startedAt: '2026-11-20T10:00:00Z', durationSeconds: 30, callee: { id: 'them' } },
    { state: 'MISSED', startedAt: '2026-11-19T10:00:00Z', callee: { id: 'me' } },
    { state: 'CANCELLED', startedAt: '2026-11-19T09:00:00Z', callee: { id: 'me' } },
    { state: 'MISSED', startedAt: '2026-11-18T10:00:00Z', callee: { id: 'them' } },
    { state: 'ENDED', startedAt: '2026-10-20T10:00:00Z', durationSeconds: 9_000, callee: { id: 'me' } },
  ];
  expect(numbersOf(calls, 'me', now)).toEqual({ calls: 5, missed: 2, seconds: 125 });
});

test('a length of time is told in hours and minutes', () => {
  expect(hoursAndMinutes(0)).toEqual({ hours: 0, minutes: 0 });
  expect(hoursAndMinutes(1)).toEqual({ hours: 0, minutes: 1 });
  expect(hoursAndMinutes(3_601)).toEqual({ hours: 1, minutes: 1 });
});
