import { expect, test } from 'vitest';
import { fileBegins } from './beginning.rules.js';

const at = (text: string): Date => new Date(`2026-01-${text}:00Z`);
const FIRST = at('01T10:00');
const NOW = at('03T12:00');

test.each([
  ['a meeting that began once', { countedFrom: FIRST, startedAt: FIRST }, 0],
  ['a room that somebody is in again', { countedFrom: FIRST, startedAt: at('03T11:00') }, 49 * 3_600],
  ['a room that nobody is in', { countedFrom: FIRST, startedAt: null }, 0],
  ['a meeting that never began', { countedFrom: null, startedAt: null }, 0],
])('where nothing is said of when: %s', (_, begun, seconds) => {
  expect(fileBegins(begun, null, NOW)).toBe(seconds);
});

test('it begins when it is said to', () => {
  const begun = { countedFrom: FIRST, startedAt: at('03T11:00') };
  expect(fileBegins(begun, at('02T10:00'), NOW)).toBe(86_400);
  expect(fileBegins(begun, FIRST, NOW)).toBe(0);
  const [toTheMinute, began] = [at('01T10:00'), new Date('2026-01-01T10:00:59Z')];
  expect(fileBegins({ countedFrom: began, startedAt: began }, toTheMinute, NOW)).toBe(0);
});

test.each([
  ['before the meeting began', FIRST, at('01T09:59')],
  ['in a meeting that never did', null, at('01T10:00')],
  ['at what is not over yet', FIRST, at('03T12:01')],
])('nothing begins %s', (_, countedFrom, startsAt) => {
  expect(() => fileBegins({ countedFrom, startedAt: countedFrom }, startsAt, NOW)).toThrow(
    expect.objectContaining({ extensions: { code: 'INVALID', field: 'startsAt' } }),
  );
});
