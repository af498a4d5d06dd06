import { describe, expect, test } from 'vitest';
import { clocksDiffer, wallClock, workMoment, zoneOffset } from './hours.rules';

const tuesday = new Date('2026-11-17T14:07:00Z');
const week = ['MONDAY', 'TUESDAY'].map((day) => ({ day, startsAt: '08:00:00', endsAt: '17:00:00' }));

test('a wall clock shows the day and hour of the zone', () => {
  expect(wallClock('Africa/Nairobi', tuesday)).toEqual({ day: 'TUESDAY', minutes: 17 * 60 + 7 });
  expect(wallClock('Asia/Tokyo', new Date('2026-11-17T20:00:00Z'))).toEqual({ day: 'WEDNESDAY', minutes: 300 });
});

test('offsets follow summer time', () => {
  expect(zoneOffset('Europe/London', tuesday)).toBe(0);
  expect(zoneOffset('Europe/London', new Date('2026-07-17T12:00:00Z'))).toBe(60);
  expect(zoneOffset('America/Toronto', tuesday)).toBe(-300);
});

test('clocks two hours apart differ, one hour apart do not', () => {
  expect(clocksDiffer('Europe/London', 'Africa/Nairobi', tuesday, 120)).toBe(true);
  expect(clocksDiffer('Europe/London', 'Europe/Berlin', tuesday, 120)).toBe(false);
});

describe('workMoment', () => {
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
});
