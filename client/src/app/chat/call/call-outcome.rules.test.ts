import { expect, test } from 'vitest';
import { clockOf, isMissed, outcomeOf } from './call-outcome.rules';

const call = (state: string, video = false) => ({ state, video });

test.each([
  ['MISSED', 'noAnswer', 'missed', true],
  ['CANCELLED', 'cancelled', 'missed', true],
  ['REJECTED', 'declined', 'youDeclined', false],
  ['BUSY', 'busy', 'youWereBusy', false],
  ['FAILED', 'lost', 'lost', false],
  ['ENDED', 'talked', 'talked', false],
])('a call that is %s is told as %s and as %s', (state, mine, theirs, missed) => {
  expect([outcomeOf(call(state), true), outcomeOf(call(state), false)]).toEqual([mine, theirs]);
  expect([isMissed(call(state), true), isMissed(call(state), false)]).toEqual([false, missed]);
});

test('a call with pictures says so', () => {
  expect(outcomeOf(call('ENDED', true), true)).toBe('talkedVideo');
});

test.each([
  [0, '0:00'],
  [9, '0:09'],
  [123, '2:03'],
  [3_723, '1:02:03'],
])('%d seconds are %s', (seconds, clock) => {
  expect(clockOf(seconds)).toBe(clock);
});
