import { expect, test } from 'vitest';
import { untilAt } from './until';

// A Saturday, 00:30 in Nairobi, still Friday in Toronto.
const NOW = new Date('2026-11-20T21:30:00Z');

test.each([
  ['minutes30', 'UTC', '2026-11-20T22:00:00.000Z'],
  ['hour1', 'UTC', '2026-11-20T22:30:00.000Z'],
  ['hours4', 'UTC', '2026-11-21T01:30:00.000Z'],
  ['today', 'Africa/Nairobi', '2026-11-21T21:00:00.000Z'],
  ['today', 'America/Toronto', '2026-11-21T05:00:00.000Z'],
  ['tomorrow', 'Africa/Nairobi', '2026-11-22T06:00:00.000Z'],
  ['tomorrow', 'America/Toronto', '2026-11-21T14:00:00.000Z'],
  ['week', 'Africa/Nairobi', '2026-11-22T21:00:00.000Z'],
  ['week', 'America/Toronto', '2026-11-23T05:00:00.000Z'],
] as const)('%s in %s', (choice, zone, expected) => {
  expect(untilAt(choice, NOW, zone)?.toISOString()).toBe(expected);
});

test('a day that is put back or forward ends at its own midnight', () => {
  expect(untilAt('today', new Date('2026-10-25T00:30:00Z'), 'Europe/London')?.toISOString()).toBe(
    '2026-10-26T00:00:00.000Z',
  );
});

test('without an end there is none', () => {
  expect(untilAt('open', NOW, 'UTC')).toBeNull();
});
