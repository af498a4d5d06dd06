import { expect, test } from 'vitest';
import { CallState } from './call-state.js';
import { type CallStep, after, checkDevice, isOngoing, nextState } from './call.rules.js';

const STEPS: readonly CallStep[] = [
  ...(['ANSWER', 'REJECT', 'REPORT_BUSY', 'CANCEL', 'GIVE_UP_RINGING', 'HANG_UP'] as const),
  ...(['HOLD', 'RESUME', 'CONSULT', 'HAND_OVER', 'LOSE', 'GROW', 'JOIN_IN', 'PART'] as const),
];

const LEADS_TO: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  RINGING: {
    ANSWER: 'ACTIVE',
    REJECT: 'REJECTED',
    REPORT_BUSY: 'BUSY',
    CANCEL: 'CANCELLED',
    GIVE_UP_RINGING: 'MISSED',
    JOIN_IN: 'GROWN',
  },
  ACTIVE: {
    HANG_UP: 'ENDED',
    HOLD: 'HELD',
    CONSULT: 'TRANSFERRING',
    HAND_OVER: 'ENDED',
    LOSE: 'FAILED',
    GROW: 'GROWN',
  },
  HELD: {
    HANG_UP: 'ENDED',
    RESUME: 'ACTIVE',
    CONSULT: 'TRANSFERRING',
    HAND_OVER: 'ENDED',
    LOSE: 'FAILED',
  },
  TRANSFERRING: { HANG_UP: 'ENDED', RESUME: 'ACTIVE', HAND_OVER: 'ENDED', LOSE: 'FAILED' },
  GROWN: { PART: 'ENDED' },
};

const pairs = Object.values(CallState).flatMap((state) => STEPS.map((step) => [state, step] as const));

test.each(pairs)('a call that is %s and is asked to %s', (state, step) => {
  const expected = LEADS_TO[state]?.[step] ?? null;
  expect(nextState(state, step)).toBe(expected);
  if (expected === null) expect(() => after(state, step)).toThrow(/call|busy/);
  else expect(after(state, step)).toBe(expected);
});

test('what is over stays over', () => {
  const over = Object.values(CallState).filter((state) => STEPS.every((step) => !nextState(state, step)));
  expect(over.toSorted()).toEqual(['BUSY', 'CANCELLED', 'ENDED', 'FAILED', 'MISSED', 'REJECTED']);
  expect(over.some(isOngoing)).toBe(false);
});

test('a device has a name', () => {
  expect(checkDevice('  Laptop ')).toBe('Laptop');
  expect(checkDevice('x'.repeat(100))).toHaveLength(100);
  for (const name of ['', '  ', 'x'.repeat(101), 'nul\0', '\ud800']) {
    expect(() => checkDevice(name)).toThrow();
  }
});
