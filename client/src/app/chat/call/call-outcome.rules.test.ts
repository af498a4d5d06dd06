import { expect, test } from 'vitest';
import { isMissed, outcomeOf } from './call-outcome.rules';

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
