import { expect, test } from 'vitest';
import { isQuiet } from '../../core/notifications/notify.rules';
import { everyNight, outsideWork, quietDays, withDay } from './quiet.rules';

const NIGHT = { day: 1, startsAt: '22:00', endsAt: '06:00' };

test('a week shows every day, and what is set of it', () => {
  const days = quietDays([NIGHT]);
  expect(days).toHaveLength(7);
  expect(days[0]).toEqual({ ...NIGHT, quiet: true });
  expect(days[1]).toMatchObject({ day: 2, quiet: false });
});

test('a day is replaced, taken away, and what else it had is kept', () => {
  const noon = { day: 1, startsAt: '12:00', endsAt: '13:00' };
  const tuesday = { day: 2, startsAt: '20:00', endsAt: '08:00' };
  expect(withDay([NIGHT, noon, tuesday], { ...NIGHT, quiet: true, endsAt: '07:00' })).toEqual([
    tuesday,
    { ...NIGHT, endsAt: '07:00' },
    noon,
  ]);
  expect(withDay([NIGHT, tuesday], { ...NIGHT, quiet: false })).toEqual([tuesday]);
});

test('every night is seven of them', () => {
  expect(everyNight().map(({ day }) => day)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test.each([
  ['at work', '2026-11-20T10:00:00Z', false],
  ['at lunch', '2026-11-20T12:30:00Z', true],
  ['in the evening', '2026-11-20T18:00:00Z', true],
  ['early in the morning', '2026-11-20T08:59:00Z', true],
  ['on a day off', '2026-11-21T10:00:00Z', true],
])('outside of work it is quiet: %s', (_when, at, expected) => {
  const hours = [
    { day: 'FRIDAY', startsAt: '13:00:00', endsAt: '17:00:00' },
    { day: 'FRIDAY', startsAt: '09:00', endsAt: '12:00' },
  ];
  expect(isQuiet(outsideWork(hours), 'UTC', new Date(at))).toBe(expected);
});
