import { expect, test } from 'vitest';
import { ConsentState, RecordingState } from './recording-state.js';
import {
  type Answer,
  checkMark,
  type ConsentStep,
  consentAfter,
  fileNameOf,
  recordingAfter,
  type RecordingStep,
  verdictOf,
} from './recording.rules.js';

const tried = <T>(work: () => T): T | string => {
  try {
    return work();
  } catch (error) {
    // What is refused is what is looked at.
    return (error as { extensions: { code: string } }).extensions.code;
  }
};

const STEPS: readonly RecordingStep[] = ['BEGIN', 'REFUSE', 'STOP', 'PROCESS', 'FINISH', 'FAIL', 'RETRY'];

test.each([
  ['ASKING', ['RUNNING', 'REFUSED', '-', '-', '-', '-', '-']],
  ['RUNNING', ['-', '-', 'STOPPED', '-', '-', '-', '-']],
  ['STOPPED', ['-', '-', '-', 'PROCESSING', '-', 'FAILED', '-']],
  ['PROCESSING', ['-', '-', '-', 'PROCESSING', 'READY', 'FAILED', '-']],
  ['READY', ['-', '-', '-', '-', '-', '-', '-']],
  ['REFUSED', ['-', '-', '-', '-', '-', '-', '-']],
  ['FAILED', ['-', '-', '-', '-', '-', '-', 'STOPPED']],
] as const)('from %s', (state, expected) => {
  const reached = STEPS.map((step) => tried(() => recordingAfter(state, step)));
  expect(reached).toEqual(expected.map((next) => (next === '-' ? 'CONFLICT' : next)));
});

test('the table of recordings has every state', () => {
  for (const state of Object.values(RecordingState)) {
    expect(STEPS.map((step) => tried(() => recordingAfter(state, step)))).not.toContain(undefined);
  }
});

const ANSWERS: readonly ConsentStep[] = ['GIVE', 'DECLINE', 'WITHDRAW', 'SILENCE'];

test.each([
  ['ASKED', ['GIVEN', 'DECLINED', 'CONFLICT', 'DECLINED']],
  ['GIVEN', ['GIVEN', 'CONFLICT', 'WITHDRAWN', 'CONFLICT']],
  ['DECLINED', ['GIVEN', 'DECLINED', 'CONFLICT', 'CONFLICT']],
  ['WITHDRAWN', ['GIVEN', 'CONFLICT', 'WITHDRAWN', 'CONFLICT']],
] as const)('a consent that is %s', (state, expected) => {
  expect(Object.values(ConsentState)).toContain(state);
  expect(ANSWERS.map((step) => tried(() => consentAfter(state, step)))).toEqual(expected);
});

const answers = (...states: readonly ConsentState[]): Answer[] =>
  states.map((state, index) => ({ personId: index === 0 ? 'asker' : `other ${String(index)}`, state }));

test.each([
  ['alone', answers('GIVEN'), 'BEGIN'],
  ['alone, who took it back', answers('WITHDRAWN'), 'REFUSE'],
  ['one has not answered', answers('GIVEN', 'GIVEN', 'ASKED'), null],
  ['one declined', answers('GIVEN', 'GIVEN', 'DECLINED'), 'BEGIN'],
  ['all others declined', answers('GIVEN', 'DECLINED', 'DECLINED'), 'REFUSE'],
  ['whoever asked is in it no more, and others agree', answers('WITHDRAWN', 'GIVEN'), 'BEGIN'],
  ['nobody is there any more', [], 'REFUSE'],
])('while it asks: %s', (_who, given, verdict) => {
  expect(verdictOf('ASKING', given, 'asker')).toBe(verdict);
});

test.each([
  ['somebody agrees', answers('WITHDRAWN', 'GIVEN', 'ASKED'), null],
  ['nobody agrees any more', answers('WITHDRAWN', 'DECLINED'), 'STOP'],
  ['nobody is there any more', [], 'STOP'],
])('while it runs: %s', (_who, given, verdict) => {
  expect(verdictOf('RUNNING', given, 'asker')).toBe(verdict);
});

test('after its end nothing follows from any answer', () => {
  expect(verdictOf('STOPPED', [], 'asker')).toBeNull();
  expect(verdictOf('READY', answers('WITHDRAWN'), 'asker')).toBeNull();
});

test.each([
  ['', 'INVALID'],
  ['x'.repeat(101), 'INVALID'],
  ['two\nlines', 'INVALID'],
  [' Budget ', 'Budget'],
])('a chapter called %j', (title, expected) => {
  expect(tried(() => checkMark(title))).toBe(expected);
});

test('a file has the name of its meeting and when it began', () => {
  const at = new Date('2026-11-22T12:05:00Z');
  expect(fileNameOf('Weekly: plans / numbers', at)).toBe('Weekly plans numbers 2026-11-22 12.05.mp4');
  expect(fileNameOf('', at)).toBe('Recording 2026-11-22 12.05.mp4');
});
