import { beforeEach, expect, test } from 'vitest';
import { Breaker, type BreakerState } from './breaker.js';

let now: number;
let told: BreakerState[];
let breaker: Breaker;

beforeEach(() => {
  now = 1_000;
  told = [];
  breaker = new Breaker(
    (state) => told.push(state),
    () => now,
  );
});

const fail = (times = 1): void => {
  for (let n = 0; n < times; n += 1) breaker.failed(breaker.enter());
};
const succeed = (times = 1): void => {
  for (let n = 0; n < times; n += 1) breaker.succeeded(breaker.enter());
};

test('few failures prove nothing', () => {
  fail(4);
  expect([breaker.state, breaker.admits]).toEqual(['closed', true]);
});

test('failures among many good answers are borne', () => {
  succeed(100);
  fail(90);
  expect(told).toEqual([]);
  fail(10);
  expect(told).toEqual(['open']);
});

test('what is older than ten seconds does not count', () => {
  fail(4);
  now += 10_001;
  fail(4);
  expect(told).toEqual([]);
  fail();
  expect(told).toEqual(['open']);
});

test('after a pause one question decides, and nobody else is let through meanwhile', () => {
  fail(5);
  expect(breaker.admits).toBe(false);
  now += 500;
  expect(breaker.admits).toBe(true);
  const era = breaker.enter();
  expect(breaker.admits).toBe(false);
  breaker.succeeded(era);
  expect(told).toEqual(['open', 'trying', 'closed']);
});

test('each bad try doubles the pause, up to four seconds; a good one begins anew', () => {
  fail(5);
  for (const pause of [500, 1_000, 2_000, 4_000, 4_000]) {
    now += pause - 1;
    expect(breaker.admits).toBe(false);
    now += 1;
    expect(breaker.admits).toBe(true);
    fail();
  }
  now += 4_000;
  succeed();
  fail(5);
  now += 500;
  expect(breaker.admits).toBe(true);
});

test('what was asked before says nothing of the try', () => {
  const before = breaker.enter();
  fail(5);
  now += 500;
  const era = breaker.enter();
  breaker.succeeded(before);
  breaker.failed(before);
  expect(breaker.state).toBe('trying');
  breaker.succeeded(era);
  expect(breaker.state).toBe('closed');
});

test('a try that its asker gave up leaves the decision to the next', () => {
  fail(5);
  now += 500;
  breaker.unknown(breaker.enter());
  expect([breaker.state, breaker.admits]).toEqual(['open', true]);
});

test('another process is tried at once', () => {
  fail(5);
  expect(breaker.admits).toBe(false);
  breaker.renew();
  expect(breaker.admits).toBe(true);
});
