import { expect, test } from 'vitest';
import { Arrivals } from './arrivals';

interface Heard {
  readonly id: string;
  readonly state: string;
}

const call = (state: string, id = 'call_1'): Heard => ({ id, state });

test('a call that is answered before this device has its place is told once it has', () => {
  const arrivals = new Arrivals<Heard>();
  arrivals.begin('call_1', null);
  expect(arrivals.ids()).toEqual(new Set(['call_1']));
  expect(arrivals.keep(call('RINGING'))).toBe(true);
  expect(arrivals.keep(call('ACTIVE'))).toBe(true);
  expect(arrivals.end('call_1')).toEqual(call('ACTIVE'));
});

test('one that was answered before the way to it began is told as well', () => {
  const arrivals = new Arrivals<Heard>();
  arrivals.begin('call_1', call('ACTIVE'));
  expect(arrivals.end('call_1')).toEqual(call('ACTIVE'));
});

test('what is heard of other calls, and of one that has its place, is acted on at once', () => {
  const arrivals = new Arrivals<Heard>();
  arrivals.begin('call_1', null);
  expect(arrivals.keep(call('ACTIVE', 'call_2'))).toBe(false);
  expect(arrivals.end('call_1')).toBeNull();
  expect(arrivals.keep(call('ENDED'))).toBe(false);
  expect(arrivals.ids()).toEqual(new Set());
});
