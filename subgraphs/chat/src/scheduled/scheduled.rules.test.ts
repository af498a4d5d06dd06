import { expect, test } from 'vitest';
import { momentOf } from './scheduled.rules.js';

const now = new Date('2026-11-21T10:00:00Z');
const at = (text: string) => new Date(text);

test('an instant is that instant, a time of day is the next one where the recipient is', () => {
  expect(momentOf({ sendAt: at('2026-11-21T10:00:01Z') }, null, now)).toEqual(at('2026-11-21T10:00:01Z'));
  expect(momentOf({ recipientLocalTime: '09:00' }, 'Africa/Nairobi', now)).toEqual(
    at('2026-11-22T06:00:00Z'),
  );
  const onMonday = { recipientLocalTime: '09:00', recipientLocalDate: '2026-11-23' };
  expect(momentOf(onMonday, 'Africa/Nairobi', now)).toEqual(at('2026-11-23T06:00:00Z'));
});

test.each([
  ['no time', {}, 'UTC'],
  ['two times', { sendAt: at('2026-11-22T10:00:00Z'), recipientLocalTime: '09:00' }, 'UTC'],
  ['the past', { sendAt: now }, 'UTC'],
  ['a past day', { recipientLocalTime: '09:00', recipientLocalDate: '2026-11-20' }, 'UTC'],
  ['more than a year', { sendAt: at('2027-11-23T10:00:00Z') }, 'UTC'],
  ['nobody in particular', { recipientLocalTime: '09:00' }, null],
])('%s is refused', (_what, wish, zone) => {
  expect(() => momentOf(wish, zone, now)).toThrow();
});
