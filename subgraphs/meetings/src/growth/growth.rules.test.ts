import { expect, test } from 'vitest';
import { CallState } from '../call/call-state.js';
import {
  type Adding,
  checkMayAdd,
  endsWithCall,
  growsBy,
  growsToRecord,
  standingOf,
  stepAfterLeaving,
} from './growth.rules.js';

const talking: Adding = {
  ...{ state: 'ACTIVE', room: 'OF_TWO', isConsultation: false, isIn: true, isLocked: false },
};

test.each([
  ['the two while they talk', {}, null],
  ['whoever is in once more do', { state: 'GROWN', room: 'OF_MORE' }, null],
  ['whoever is in after the two of the beginning have gone', { state: 'ENDED', room: 'OF_MORE' }, null],
  ['before it is answered', { state: 'RINGING' }, 'This call is still ringing'],
  ['on hold', { state: 'HELD' }, 'This call is on hold'],
  ['who has left', { state: 'GROWN', room: 'OF_MORE', isIn: false }, 'You are not in this call any more'],
  ['who asks for a transfer', { isConsultation: true }, 'Finish handing the other call over first'],
  ['in a locked room', { state: 'GROWN', room: 'OF_MORE', isLocked: true }, /locked/],
  ['after the end', { state: 'ENDED', room: 'OVER' }, 'This call is over'],
] as const)('who adds people: %s', (_who, more, refusal) => {
  const attempt = (): void => {
    checkMayAdd({ ...talking, ...more });
  };
  if (refusal === null) expect(attempt).not.toThrow();
  else expect(attempt).toThrow(refusal);
});

/** What the answer of somebody who was rung into a call does, wherever that stands by then. */
test.each([
  ['ACTIVE', 'OF_TWO', true],
  ['GROWN', 'OF_MORE', false],
  ['ENDED', 'OF_MORE', false],
  ['HELD', 'OF_TWO', 'This call is on hold'],
  ['TRANSFERRING', 'OF_TWO', 'This call is being handed over'],
  ['ENDED', 'OVER', 'This call is over'],
  ['FAILED', 'OVER', 'This call is over'],
] as const)('answered into a call that is %s, with a room %s', (state, room, answer) => {
  if (typeof answer === 'string') expect(() => growsBy(state, room)).toThrow(answer);
  else expect(growsBy(state, room)).toBe(answer);
});

test.each([
  ['both talk', 'GROWN', [true, true, true], null],
  ['the caller has gone', 'GROWN', [false, true, true], 'PART'],
  ['the callee has gone', 'GROWN', [true, false, true], 'PART'],
  ['nobody is there', 'GROWN', [false, false, false], 'PART'],
  ['they ring, and others talk', 'RINGING', [false, false, true], null],
  ['they ring, and nobody is there', 'RINGING', [false, false, false], 'CANCEL'],
  ['it has ended meanwhile', 'ENDED', [false, false, false], null],
] as const)('of a call in a room, when %s', (_when, state, [caller, callee, anybody], step) => {
  expect(stepAfterLeaving(state, { caller, callee, anybody })).toBe(step);
});

test('a room stands by its row', () => {
  expect(standingOf({ kind: 'CALL', finishedAt: null })).toBe('OF_TWO');
  expect(standingOf({ kind: 'INSTANT', finishedAt: null })).toBe('OF_MORE');
  expect(standingOf({ kind: 'INSTANT', finishedAt: new Date() })).toBe('OVER');
});

test('in no other state than talking does a call become a room', () => {
  const growing = Object.values(CallState).filter((state) => {
    try {
      return growsBy(state, 'OF_TWO');
    } catch {
      // Refused with where it stands.
      return false;
    }
  });
  expect(growing).toEqual(['ACTIVE']);
});

/** What comes of recording a call, wherever that stands by then. */
test.each([
  ['ACTIVE', 'OF_TWO', false, true],
  ['GROWN', 'OF_MORE', false, false],
  ['ENDED', 'OF_MORE', false, false],
  ['ACTIVE', 'OF_TWO', true, 'Finish handing the other call over first'],
  ['RINGING', 'OF_TWO', false, 'This call is still ringing'],
  ['HELD', 'OF_TWO', false, 'This call is on hold'],
  ['TRANSFERRING', 'OF_TWO', false, 'This call is being handed over'],
  ['ENDED', 'OVER', false, 'This call is over'],
  ['ENDED', 'OVER', true, 'This call is over'],
] as const)('recorded while it is %s, in a room %s, consulting %s', (state, room, isConsultation, answer) => {
  const grow = (): boolean => growsToRecord(state, room, isConsultation);
  if (typeof answer === 'boolean') expect(grow()).toBe(answer);
  else expect(grow).toThrow(answer);
});

test.each([
  ['one is left, and nobody rings', 1, 0, true],
  ['nobody is left', 0, 0, true],
  ['somebody else is there or waits', 2, 0, false],
  ['somebody is rung into it', 1, 1, false],
] as const)('a room ends with its call where %s', (_where, present, otherCalls, ends) => {
  expect(endsWithCall(present, otherCalls)).toBe(ends);
});
