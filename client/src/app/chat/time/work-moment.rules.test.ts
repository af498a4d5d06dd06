import { expect, test } from 'vitest';
import { workMoment } from './work-moment.rules';

const tuesday = new Date('2026-11-17T14:07:00Z');
const week = ['MONDAY', 'TUESDAY'].map((day) => ({ day, startsAt: '08:00:00', endsAt: '17:00:00' }));

test.each([
  ['Europe/London', 'working'],
  ['Africa/Nairobi', 'after'],
  ['America/Vancouver', 'before'],
])('in %s it is %s', (zone, moment) => {
  expect(workMoment(week, zone, tuesday)).toBe(moment);
});

test('a day without hours is free, a person without hours works', () => {
  expect(workMoment(week, 'Europe/London', new Date('2026-11-18T12:00:00Z'))).toBe('free');
  expect(workMoment([], 'Europe/London', tuesday)).toBe('working');
});

test('a holiday is one by the calendar of the place, whatever the hours', () => {
  const holidays = [{ on: '2026-11-17', name: 'A holiday' }];
  expect(workMoment(week, 'Europe/London', tuesday, holidays)).toBe('holiday');
  expect(workMoment([], 'Europe/London', tuesday, holidays)).toBe('holiday');
  // Already Wednesday there.
  expect(workMoment([], 'Pacific/Auckland', tuesday, holidays)).toBe('working');
});
