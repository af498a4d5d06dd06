import { expect, test } from 'vitest';
import { faultOf, movedTo, nextSpan } from './planning.rules';

const now = new Date('2026-11-22T12:10:00Z');
const hour = { startsAt: '2026-11-22T12:30:00.000Z', endsAt: '2026-11-22T13:30:00.000Z' };

test('the next half hour is offered, for an hour', () => {
  expect(nextSpan(now)).toEqual(hour);
  expect(nextSpan(new Date('2026-11-22T12:00:00Z'))).toEqual(hour);
});

test('another beginning takes the end along, as far as there is one that follows it', () => {
  expect(movedTo(hour, '2026-11-23T09:00:00.000Z')).toEqual({
    startsAt: '2026-11-23T09:00:00.000Z',
    endsAt: '2026-11-23T10:00:00.000Z',
  });
  expect(movedTo({ ...hour, endsAt: null }, '2026-11-23T09:00:00.000Z').endsAt).toBeNull();
  expect(movedTo(hour, null)).toEqual({ ...hour, startsAt: null });
  const backwards = { startsAt: hour.endsAt, endsAt: hour.startsAt };
  expect(movedTo(backwards, hour.startsAt)).toEqual({ ...backwards, startsAt: hour.startsAt });
});

test.each([
  [hour, null],
  [{ ...hour, endsAt: null }, 'end'],
  [{ ...hour, startsAt: null }, 'begin'],
  [{ ...hour, startsAt: '2026-11-22T12:00:00.000Z' }, 'past'],
  [{ ...hour, endsAt: hour.startsAt }, 'order'],
  [{ ...hour, endsAt: '2026-11-24T13:30:00.000Z' }, 'long'],
] as const)('%o is refused for %s', (span, fault) => {
  expect(faultOf(span, now)).toBe(fault);
});

test('what has begun already can be planned anew', () => {
  expect(faultOf({ ...hour, startsAt: '2026-11-22T11:00:00.000Z' })).toBeNull();
});
