import { expect, test } from 'vitest';
import { rowsOf, timeChoices, withRow } from './week.rules';

const hours = [
  { day: 'MONDAY', startsAt: '09:00:00', endsAt: '12:00:00' },
  { day: 'MONDAY', startsAt: '13:00:00', endsAt: '17:00:00' },
  { day: 'TUESDAY', startsAt: '08:00', endsAt: '16:00' },
];

test('a week has seven rows, days off with usual hours to begin from', () => {
  const rows = rowsOf(hours);
  expect(rows).toHaveLength(7);
  expect(rows[1]).toEqual({ day: 'TUESDAY', works: true, startsAt: '08:00', endsAt: '16:00' });
  expect(rows[6]).toEqual({ day: 'SUNDAY', works: false, startsAt: '09:00', endsAt: '17:00' });
});

test('changing one day keeps the others and its own second span', () => {
  const row = { day: 'MONDAY', works: true, startsAt: '10:00', endsAt: '12:00' } as const;
  expect(withRow(hours, row)).toEqual([
    { day: 'MONDAY', startsAt: '10:00', endsAt: '12:00' },
    { day: 'MONDAY', startsAt: '13:00', endsAt: '17:00' },
    { day: 'TUESDAY', startsAt: '08:00', endsAt: '16:00' },
  ]);
});

test('a day off has no hours', () => {
  const row = { day: 'MONDAY', works: false, startsAt: '09:00', endsAt: '17:00' } as const;
  expect(withRow(hours, row)).toEqual([{ day: 'TUESDAY', startsAt: '08:00', endsAt: '16:00' }]);
});

test('times are offered by the half hour, and the present one is always among them', () => {
  expect(timeChoices('09:00')).toHaveLength(48);
  expect(timeChoices('09:10').slice(18, 21)).toEqual(['09:00', '09:10', '09:30']);
});
