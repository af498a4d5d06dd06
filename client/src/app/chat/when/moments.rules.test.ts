import { expect, test } from 'vitest';
import { fieldsAt, instantIn, momentAt, nextMorning, offered } from './moments.rules';

const saturday = new Date('2026-11-21T10:00:00Z');
const nairobi = 'Africa/Nairobi';

test.each([
  ['twentyMinutes', '2026-11-21T10:20:00.000Z'],
  ['hour', '2026-11-21T11:00:00.000Z'],
  ['threeHours', '2026-11-21T13:00:00.000Z'],
  ['tomorrow', '2026-11-22T06:00:00.000Z'],
  ['monday', '2026-11-23T06:00:00.000Z'],
] as const)('%s is %s in Nairobi', (name, at) => {
  expect(momentAt(name, saturday, nairobi).toISOString()).toBe(at);
});

test('on a Monday the next Monday is a week away, and on a Sunday it is not offered beside tomorrow', () => {
  const monday = new Date('2026-11-23T10:00:00Z');
  expect(momentAt('monday', monday, 'UTC').toISOString()).toBe('2026-11-30T09:00:00.000Z');
  const sunday = new Date('2026-11-22T10:00:00Z');
  expect(offered(['tomorrow', 'monday'], sunday, 'UTC')).toEqual(['tomorrow']);
  expect(offered(['tomorrow', 'monday'], saturday, 'UTC')).toEqual(['tomorrow', 'monday']);
});

test('the next morning is today as long as it is not nine', () => {
  expect(nextMorning(new Date('2026-11-21T05:59:00Z'), nairobi).toISOString()).toBe(
    '2026-11-21T06:00:00.000Z',
  );
  expect(nextMorning(saturday, nairobi).toISOString()).toBe('2026-11-22T06:00:00.000Z');
});

test('fields say an instant as clocks do, and lead back to it', () => {
  expect(fieldsAt(saturday, nairobi)).toEqual({ date: '2026-11-21', time: '13:00' });
  expect(instantIn('2026-11-21', '13:00', nairobi)).toEqual(saturday);
  expect(instantIn('', '13:00', nairobi)).toBeNull();
  expect(instantIn('2026-11-21', '', nairobi)).toBeNull();
});
