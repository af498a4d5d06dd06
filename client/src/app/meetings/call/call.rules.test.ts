import { expect, test } from 'vitest';
import { afterCall, asClock, hasGrown, isAdding, isIncoming, otherIn, outcomeOf } from './call.rules';

const aPerson = (id: string) =>
  ({ __typename: 'User', id, displayName: id, avatarUrl: null, timeZone: 'UTC' }) as const;
const ends = { caller: aPerson('amara'), callee: aPerson('daniel') };

test('a new call stands first, one that changes stays where it is, and one that is over leaves', () => {
  const held = { id: 'call_1', state: 'HELD' } as const;
  const ringing = { id: 'call_2', state: 'RINGING' } as const;
  expect(afterCall([held], ringing)).toEqual([ringing, held]);
  expect(afterCall([ringing, held], { id: 'call_1', state: 'ACTIVE' })).toEqual([
    ringing,
    { id: 'call_1', state: 'ACTIVE' },
  ]);
  expect(afterCall([ringing, held], { id: 'call_2', state: 'MISSED' })).toEqual([held]);
  expect(afterCall([held], { id: 'call_2', state: 'CANCELLED' })).toEqual([held]);
});

test.each([
  ['from device to device', 'PEER', 'LIVE', false],
  ['by the media server', 'ROUTED', 'LIVE', true],
  ['by the media server, until the end', 'ROUTED', 'ENDED', false],
] as const)('a call has grown that goes %s: %s, %s', (_how, mode, state, grown) => {
  const meeting = {
    __typename: 'Meeting',
    id: 'meeting_1',
    mode,
    state,
    participants: { nodes: [] },
  } as never;
  expect(hasGrown({ meeting })).toBe(grown);
});

test('a call that has grown stays in the list, and who is rung into it sees who talks', () => {
  expect(afterCall([{ id: 'call_1', state: 'ACTIVE' }], { id: 'call_1', state: 'GROWN' })).toHaveLength(1);
  const alreadyIn = [{ __typename: 'User', id: 'amara', displayName: 'Amara' }] as const;
  expect(isAdding({ state: 'RINGING', alreadyIn })).toBe(true);
  expect(isAdding({ state: 'GROWN', alreadyIn })).toBe(false);
  expect(isAdding({ state: 'RINGING', alreadyIn: [] })).toBe(false);
});

test('each of the two sees the other', () => {
  expect(otherIn(ends, 'amara')?.id).toBe('daniel');
  expect(otherIn(ends, 'daniel')?.id).toBe('amara');
  expect([isIncoming(ends, 'amara'), isIncoming(ends, 'daniel')]).toEqual([false, true]);
  expect(otherIn({ ...ends, caller: null }, 'daniel')).toBeNull();
});

test.each([
  ['MISSED', 'unanswered', 'missed'],
  ['CANCELLED', 'cancelled', 'missed'],
  ['REJECTED', 'declined', 'declined'],
  ['BUSY', 'busy', 'busy'],
  ['FAILED', 'lost', 'lost'],
  ['ENDED', 'talked', 'talked'],
] as const)('a call that is %s was %s for who called, %s for who was called', (state, caller, callee) => {
  const call = { ...ends, state, answeredAt: null };
  expect([outcomeOf(call, 'amara'), outcomeOf(call, 'daniel')]).toEqual([caller, callee]);
});

test.each([
  [0, '0:00'],
  [67.9, '1:07'],
  [3_729, '1:02:09'],
])('%s seconds are %s', (seconds, text) => {
  expect(asClock(seconds)).toBe(text);
});
