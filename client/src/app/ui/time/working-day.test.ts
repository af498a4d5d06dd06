import { describe, expect, test } from 'vitest';
import {
  allTimes,
  anyTimes,
  hourOfDay,
  hoursAhead,
  hoursOfDay,
  nextShared,
  sharedTimes,
  type WorkingSpan,
  workingTimes,
  worksAt,
} from './working-day';
import { instantOf, offsetMinutes, placeOf, wallTime } from './zone';

function week(startsAt: string, endsAt: string): WorkingSpan[] {
  return ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'].map((day) => ({ day, startsAt, endsAt }));
}

const london = { hours: week('09:00', '17:00'), zone: 'Europe/London' };
const nairobi = { hours: week('09:00', '17:00'), zone: 'Africa/Nairobi' };
const montreal = { hours: week('09:00', '17:00'), zone: 'America/Toronto' };
const wednesday = new Date('2026-11-18T14:07:00Z');

function inLondonDay(person: { hours: WorkingSpan[]; zone: string }, now: Date): unknown {
  return hoursOfDay(workingTimes(person.hours, person.zone, now), 'Europe/London', now);
}

test('a working day is shown in the hours of the one who looks', () => {
  expect(inLondonDay(london, wednesday)).toEqual([{ from: 9, to: 17 }]);
  expect(inLondonDay(nairobi, wednesday)).toEqual([{ from: 6, to: 14 }]);
  expect(inLondonDay(montreal, wednesday)).toEqual([{ from: 14, to: 22 }]);
});

test('a working day that runs over midnight for the viewer shows both its ends', () => {
  const sydney = { hours: week('09:00', '17:00'), zone: 'Australia/Sydney' };
  expect(inLondonDay(sydney, wednesday)).toEqual([
    { from: 0, to: 6 },
    { from: 22, to: 24 },
  ]);
});

test('a night shift ends on the next day', () => {
  const night = { hours: week('22:00', '06:00'), zone: 'Europe/London' };
  expect(inLondonDay(night, wednesday)).toEqual([
    { from: 0, to: 6 },
    { from: 22, to: 24 },
  ]);
});

test('nobody works on a Saturday', () => {
  expect(inLondonDay(london, new Date('2026-11-21T12:00:00Z'))).toEqual([]);
});

test('shared hours are those in which both work', () => {
  const shared = sharedTimes(
    workingTimes(london.hours, london.zone, wednesday),
    workingTimes(nairobi.hours, nairobi.zone, wednesday),
  );
  expect(hoursOfDay(shared, 'Europe/London', wednesday)).toEqual([{ from: 9, to: 14 }]);
});

test('the next good moment is now while both work, and tomorrow morning after that', () => {
  expect(nextShared(london, nairobi, new Date('2026-11-18T10:00:00Z'))).toEqual(
    new Date('2026-11-18T10:00:00Z'),
  );
  expect(nextShared(london, nairobi, wednesday)).toEqual(new Date('2026-11-19T09:00:00Z'));
  expect(nextShared(london, nairobi, new Date('2026-11-20T15:00:00Z'))).toEqual(
    new Date('2026-11-23T09:00:00Z'),
  );
});

test('weeks that never meet have no good moment', () => {
  const sunday = { hours: [{ day: 'SUNDAY', startsAt: '09:00', endsAt: '17:00' }], zone: 'Europe/London' };
  expect(nextShared(london, sunday, wednesday)).toBeNull();
});

test('somebody works from the first minute of a span to before its last', () => {
  const times = workingTimes(london.hours, london.zone, wednesday);
  expect(worksAt(times, new Date('2026-11-18T09:00:00Z'))).toBe(true);
  expect(worksAt(times, new Date('2026-11-18T17:00:00Z'))).toBe(false);
});

test('now stands at its hour, and zones are so many hours apart', () => {
  expect(hourOfDay('Europe/London', wednesday)).toBeCloseTo(14.117, 3);
  expect(hoursAhead('Africa/Nairobi', 'Europe/London', wednesday)).toBe(3);
  expect(hoursAhead('Asia/Kolkata', 'Europe/London', wednesday)).toBe(5.5);
});

test('a zone is read with its daylight saving', () => {
  expect(offsetMinutes(new Date('2026-07-01T12:00:00Z'), 'Europe/London')).toBe(60);
  expect(offsetMinutes(new Date('2026-12-01T12:00:00Z'), 'Europe/London')).toBe(0);
  const skipped = { year: 2027, month: 3, day: 28, hour: 1, minute: 30 };
  expect(wallTime(instantOf(skipped, 'Europe/London'), 'Europe/London').hour).toBe(2);
  expect(placeOf('America/New_York')).toBe('New York');
});

describe('many people', () => {
  const span = (from: number, to: number) => ({ from: new Date(from), to: new Date(to) });

  test('somebody works from the first to the last of those that touch', () => {
    expect(anyTimes([[span(1, 4)], [span(8, 9)], [span(3, 6), span(9, 11)]])).toEqual([
      span(1, 6),
      span(8, 11),
    ]);
  });

  test('a day within another adds nothing', () => {
    expect(anyTimes([[span(1, 9)], [span(3, 4)]])).toEqual([span(1, 9)]);
  });

  test('all work only where all do', () => {
    expect(allTimes([[span(1, 6)], [span(3, 9)], [span(0, 5)]])).toEqual([span(3, 5)]);
    expect(allTimes([[span(1, 3)], [span(4, 9)]])).toEqual([]);
    expect(allTimes([])).toEqual([]);
  });
});
