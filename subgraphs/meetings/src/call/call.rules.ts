import { conflict, invalid } from '@parley/kit';
import type { CallState } from './call-state.js';

/** What can be done to a call. */
export type CallStep =
  | 'ANSWER'
  | 'REJECT'
  | 'REPORT_BUSY'
  | 'CANCEL'
  | 'GIVE_UP_RINGING'
  | 'HANG_UP'
  | 'HOLD'
  | 'RESUME'
  | 'CONSULT'
  | 'HAND_OVER'
  | 'LOSE'
  | 'GROW'
  | 'JOIN_IN'
  | 'PART';

/** The whole life of a call. What is not here is refused. */
const STEPS: Readonly<Record<CallStep, Partial<Record<CallState, CallState>>>> = {
  ANSWER: { RINGING: 'ACTIVE' },
  REJECT: { RINGING: 'REJECTED' },
  REPORT_BUSY: { RINGING: 'BUSY' },
  CANCEL: { RINGING: 'CANCELLED' },
  GIVE_UP_RINGING: { RINGING: 'MISSED' },
  HANG_UP: { ACTIVE: 'ENDED', HELD: 'ENDED', TRANSFERRING: 'ENDED' },
  HOLD: { ACTIVE: 'HELD' },
  RESUME: { HELD: 'ACTIVE', TRANSFERRING: 'ACTIVE' },
  CONSULT: { ACTIVE: 'TRANSFERRING', HELD: 'TRANSFERRING' },
  HAND_OVER: { ACTIVE: 'ENDED', HELD: 'ENDED', TRANSFERRING: 'ENDED' },
  LOSE: { ACTIVE: 'FAILED', HELD: 'FAILED', TRANSFERRING: 'FAILED' },
  // It is a room from now on, for more than two or to be recorded: somebody was rung into it, and one of the two goes out.
  GROW: { ACTIVE: 'GROWN' },
  JOIN_IN: { RINGING: 'GROWN' },
  PART: { GROWN: 'ENDED' },
};

const WHERE_IT_STANDS: Readonly<Record<CallState, string>> = {
  RINGING: 'This call is still ringing',
  ACTIVE: 'This call was answered already',
  HELD: 'This call is on hold',
  TRANSFERRING: 'This call is being handed over',
  GROWN: 'This call goes on as a meeting by now: go on there',
  ENDED: 'This call is over',
  MISSED: 'This call rang too long and was given up',
  REJECTED: 'This call was declined',
  BUSY: 'They were busy',
  CANCELLED: 'This call was given up before it was answered',
  FAILED: 'This call was lost',
};

/** Whether a call stands where somebody talks, or could again. */
export const isOngoing = (state: CallState): boolean =>
  state === 'ACTIVE' || state === 'HELD' || state === 'TRANSFERRING';

/** Where a call stands after a step; null where it cannot be taken. */
export const nextState = (state: CallState, step: CallStep): CallState | null => STEPS[step][state] ?? null;

/**
 * Where a call stands after a step.
 * @throws CONFLICT that says where it stands, where the step cannot be taken there
 */
export function after(state: CallState, step: CallStep): CallState {
  const next = nextState(state, step);
  if (next === null) throw conflict(WHERE_IT_STANDS[state]);
  return next;
}

const LONGEST_DEVICE = 100;

/**
 * The name of a device as it is shown to the person whose it is.
 * @throws INVALID when it is empty, too long or not text
 */
export function checkDevice(device: string): string {
  const name = device.trim();
  if (name === '') throw invalid('device', 'Name the device');
  if (name.length > LONGEST_DEVICE) {
    throw invalid('device', `At most ${String(LONGEST_DEVICE)} characters, this has ${String(name.length)}`);
  }
  if (name.includes('\0') || !name.isWellFormed()) throw invalid('device', 'Use plain text');
  return name;
}
