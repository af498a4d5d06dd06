import { describe, expect, test } from 'vitest';
import { type Negotiation, stepAt } from './signalling.rules';

const standing = (more: Partial<Negotiation> = {}): Negotiation => ({
  seat: 1,
  otherSeat: 1,
  polite: false,
  offering: false,
  settled: true,
  ...more,
});

describe('another device of mine', () => {
  test.each([
    ['took over: this one lets go', 2, 'letGo'],
    ['is this one', 1, 'ignore'],
    ['took over before this one did', 0, 'ignore'],
  ] as const)('%s', (_what, fromSeat, step) => {
    expect(stepAt({ kind: 'MOVED', fromSeat }, standing())).toBe(step);
  });
});

describe('the other listens', () => {
  test.each([
    ['for the first time', { otherSeat: 0, settled: false }, 1, 'offer'],
    ['and has not had my offer', { offering: true, settled: false }, 1, 'offerAgain'],
    ['again after a break', {}, 1, 'restart'],
    ['again after a break, and I give way', { polite: true }, 1, 'askForOffer'],
    ['for the first time, and I give way', { otherSeat: 0, settled: false, polite: true }, 1, 'offer'],
    ['from another device', {}, 2, 'offerAnew'],
    ['from another device than my offer was for', { offering: true }, 2, 'offerAnew'],
    ['from a device that was left', { otherSeat: 3 }, 2, 'ignore'],
  ] as const)('%s', (_what, more, fromSeat, step) => {
    expect(stepAt({ kind: 'READY', fromSeat }, standing(more))).toBe(step);
  });
});

describe('the other offers', () => {
  test.each([
    ['and nothing of mine is in the way', {}, 1, 'take'],
    ['and is the first to', { otherSeat: 0, settled: false }, 1, 'take'],
    ['at the same time, and gives way', { offering: true, settled: false }, 1, 'ignore'],
    ['at the same time, and I give way', { offering: true, settled: false, polite: true }, 1, 'takeAnew'],
    ['at the same time in a call that runs', { offering: true, polite: true }, 1, 'take'],
    ['from another device', {}, 2, 'takeAnew'],
    ['from another device than my offer was for', { offering: true }, 2, 'takeAnew'],
    ['from a device that was left', { otherSeat: 3 }, 2, 'ignore'],
  ] as const)('%s', (_what, more, fromSeat, step) => {
    expect(stepAt({ kind: 'OFFER', fromSeat }, standing(more))).toBe(step);
  });
});

test('an answer is taken where one is waited for', () => {
  expect(stepAt({ kind: 'ANSWER', fromSeat: 1 }, standing({ offering: true }))).toBe('take');
  expect(stepAt({ kind: 'ANSWER', fromSeat: 1 }, standing())).toBe('ignore');
  expect(stepAt({ kind: 'ANSWER', fromSeat: 2 }, standing({ offering: true }))).toBe('ignore');
});

test('candidates are those of the device that is spoken with', () => {
  expect(stepAt({ kind: 'CANDIDATE', fromSeat: 1 }, standing())).toBe('take');
  expect(stepAt({ kind: 'CANDIDATE', fromSeat: 2 }, standing())).toBe('ignore');
  expect(stepAt({ kind: 'CANDIDATES_END', fromSeat: 1 }, standing())).toBe('ignore');
});
