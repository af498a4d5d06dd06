import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf, nextAt, wallTimeAt } from './local-time.rules.js';

const ZONES = [
  'UTC',
  'Europe/London',
  'Africa/Nairobi',
  'America/Toronto',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
];

test.each([
  ['2026-11-21T10:00:00Z', '09:00', 'Africa/Nairobi', '2026-11-22T06:00:00.000Z'],
  ['2026-11-21T05:59:59Z', '09:00', 'Africa/Nairobi', '2026-11-21T06:00:00.000Z'],
  ['2026-11-21T06:00:00Z', '09:00', 'Africa/Nairobi', '2026-11-22T06:00:00.000Z'],
  // The clocks of London go forward on 29 March 2026 at one, and back on 25 October at two.
  ['2026-03-28T12:00:00Z', '09:00', 'Europe/London', '2026-03-29T08:00:00.000Z'],
  ['2026-10-24T12:00:00Z', '09:00', 'Europe/London', '2026-10-25T09:00:00.000Z'],
  // Half past one is skipped in spring and comes twice in autumn.
  ['2026-03-28T12:00:00Z', '01:30', 'Europe/London', '2026-03-29T01:30:00.000Z'],
  ['2026-10-24T12:00:00Z', '01:30', 'Europe/London', '2026-10-25T00:30:00.000Z'],
  ['2026-11-21T23:30:00Z', '09:00:00', 'Asia/Kathmandu', '2026-11-22T03:15:00.000Z'],
])('from %s the next %s in %s is %s', (now, time, zone, at) => {
  expect(nextAt(new Date(now), time, zone).toISOString()).toBe(at);
});

const instant = fc.date({
  min: new Date('2024-01-01T00:00:00Z'),
  max: new Date('2035-01-01T00:00:00Z'),
  noInvalidDate: true,
});

test('what a clock shows at an instant leads back to it, or to the hour that was shown before it', () => {
  fc.assert(
    fc.property(instant, fc.constantFrom(...ZONES), (at, zone) => {
      const second = new Date(Math.floor(at.getTime() / 1_000) * 1_000);
      const back = instantOf(wallTimeAt(second, zone), zone);
      expect(wallTimeAt(back, zone)).toEqual(wallTimeAt(second, zone));
      expect(back.getTime()).toBeLessThanOrEqual(second.getTime());
    }),
  );
});

test('the next time of day comes within two days, and never at once', () => {
  fc.assert(
    fc.property(instant, fc.constantFrom(...ZONES), fc.nat(23), fc.nat(59), (now, zone, hour, minute) => {
      const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
      const wait = nextAt(now, time, zone).getTime() - now.getTime();
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(49 * 3_600_000);
    }),
  );
});
