import { expect, test } from 'vitest';
import { clockTime, dayAndTime, relativeDay } from './time';

const now = new Date('2026-11-18T14:07:00Z');

test('the clock has twenty-four hours, in the zone that is asked for', () => {
  expect(clockTime(now, 'en', 'Africa/Nairobi')).toBe('17:07');
  expect(clockTime(new Date('2026-11-18T00:05:00Z'), 'en', 'Europe/London')).toBe('00:05');
});

test.each([
  ['2026-11-18T01:00:00Z', 'today'],
  ['2026-11-17T23:00:00Z', 'yesterday'],
  ['2026-11-19T00:30:00Z', 'tomorrow'],
  ['2026-11-16T12:00:00Z', 'Monday 16 November'],
  ['2025-11-16T12:00:00Z', 'Sunday, 16 November 2025'],
])('%s is %s', (instant, words) => {
  expect(relativeDay(new Date(instant), now, 'en-GB', 'Europe/London')).toBe(words);
});

test('tomorrow follows the reader', () => {
  const late = new Date('2026-11-18T22:00:00Z');
  expect(relativeDay(late, now, 'en-GB', 'Africa/Nairobi')).toBe('tomorrow');
  expect(dayAndTime(late, now, 'en-GB', 'Europe/London')).toBe('today, 22:00');
});
