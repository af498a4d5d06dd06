import { describe, expect, test } from 'vitest';
import { checkSpans, isQuiet, mutedNow, usualLevel } from './notification.rules.js';

const NIGHT = [{ day: 5, startsAt: '22:00', endsAt: '06:00' }];
const NOON = [{ day: 5, startsAt: '12:00', endsAt: '13:30' }];

describe('quiet hours', () => {
  test.each([
    ['before it begins', NIGHT, '2026-11-20T21:59:00Z', false],
    ['from its first minute', NIGHT, '2026-11-20T22:00:00Z', true],
    ['after midnight, on the next day', NIGHT, '2026-11-21T05:59:00Z', true],
    ['when it is over', NIGHT, '2026-11-21T06:00:00Z', false],
    ['on the morning of its own day', NIGHT, '2026-11-20T03:00:00Z', false],
    ['within a day', NOON, '2026-11-20T13:29:00Z', true],
    ['at its end within a day', NOON, '2026-11-20T13:30:00Z', false],
    ['on another day', NOON, '2026-11-19T12:30:00Z', false],
    [
      'from Sunday into Monday',
      [{ ...NIGHT[0], day: 7, startsAt: '22:00', endsAt: '06:00' }],
      '2026-11-23T01:00:00Z',
      true,
    ],
  ])('%s', (_when, spans, at, expected) => {
    expect(isQuiet(spans, 'UTC', new Date(at))).toBe(expected);
  });

  test('are by the clock of the person, which may have been put forward', () => {
    expect(isQuiet(NIGHT, 'Africa/Nairobi', new Date('2026-11-20T19:00:00Z'))).toBe(true);
    expect(isQuiet(NIGHT, 'Africa/Nairobi', new Date('2026-11-20T18:59:00Z'))).toBe(false);
    // Toronto: UTC-4 in summer, UTC-5 in winter.
    expect(isQuiet(NIGHT, 'America/Toronto', new Date('2026-07-11T02:00:00Z'))).toBe(true);
    expect(isQuiet(NIGHT, 'America/Toronto', new Date('2026-12-12T02:00:00Z'))).toBe(false);
  });

  test('are kept in the order of the week, to the minute', () => {
    expect(
      checkSpans([
        { day: 2, startsAt: '09:00:00', endsAt: '10:00' },
        { day: 1, startsAt: '22:00', endsAt: '06:00:30' },
      ]),
    ).toEqual([
      { day: 1, startsAt: '22:00', endsAt: '06:00' },
      { day: 2, startsAt: '09:00', endsAt: '10:00' },
    ]);
  });

  test.each([
    [[{ day: 0, startsAt: '09:00', endsAt: '10:00' }]],
    [[{ day: 8, startsAt: '09:00', endsAt: '10:00' }]],
    [[...NOON, ...NOON]],
    [Array.from({ length: 22 }, (_, n) => ({ day: 1, startsAt: `00:${String(n + 10)}`, endsAt: '23:00' }))],
  ])('are refused: %j', (spans) => {
    expect(() => checkSpans(spans)).toThrow(
      expect.objectContaining({ extensions: { code: 'INVALID', field: 'spans' } }),
    );
  });
});

test('a silence that is over is none', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  expect(mutedNow(new Date('2026-11-20T11:59:59Z'), now)).toBeNull();
  expect(mutedNow(null, now)).toBeNull();
  const later = new Date('2026-11-20T12:00:01Z');
  expect(mutedNow(later, now)).toBe(later);
});

test('two people tell each other everything, elsewhere it is mentions', () => {
  expect(['DIRECT', 'GROUP', 'PUBLIC'].map(usualLevel)).toEqual(['ALL', 'MENTIONS', 'MENTIONS']);
});
