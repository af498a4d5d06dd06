import { conflict } from '@parley/kit';
import type { CallState } from '../call/call-state.js';
import { type CallStep, after } from '../call/call.rules.js';
import type { MeetingRow } from '../meeting/meeting.table.js';

/** How the room of a call stands: of two, of more by now, or over. */
export type GrownRoom = 'OF_TWO' | 'OF_MORE' | 'OVER';

const CONSULTATION = 'Finish handing the other call over first';

/** How the room of a call stands by its row. */
export function standingOf({ kind, finishedAt }: Pick<MeetingRow, 'kind' | 'finishedAt'>): GrownRoom {
  if (finishedAt) return 'OVER';
  return kind === 'CALL' ? 'OF_TWO' : 'OF_MORE';
}

/** Who wants to add people to a call, and how that stands. */
export interface Adding {
  /** Where the call stands that the room was of at first. */
  readonly state: CallState;
  readonly room: GrownRoom;
  /** Whether it is spoken in it about handing over another call. */
  readonly isConsultation: boolean;
  /** Whether the viewer is in the room right now. */
  readonly isIn: boolean;
  /** Whether nobody more may come whom the viewer brings. */
  readonly isLocked: boolean;
}

/**
 * Lets pass whoever may add people: the two while they talk, and whoever is in once more do.
 * @throws CONFLICT that says why not
 */
export function checkMayAdd({ state, room, isConsultation, isIn, isLocked }: Adding): void {
  if (room === 'OVER') throw conflict('This call is over');
  if (isConsultation) throw conflict(CONSULTATION);
  if (room === 'OF_TWO') after(state, 'GROW');
  else if (!isIn) throw conflict('You are not in this call any more');
  if (isLocked) throw conflict('This meeting is locked: nobody more may come in');
}

/**
 * Whether a call becomes a room at this moment, or is one.
 * @throws CONFLICT where it is over, or the two do not talk
 */
export function growsBy(state: CallState, room: GrownRoom): boolean {
  if (room === 'OVER') throw conflict('This call is over');
  if (room === 'OF_MORE') return false;
  after(state, 'GROW');
  return true;
}

/**
 * Whether a call becomes a room because it is to be recorded, or is one.
 * @throws CONFLICT where the two do not talk, or talk about handing over another call
 */
export function growsToRecord(state: CallState, room: GrownRoom, isConsultation: boolean): boolean {
  if (isConsultation && room === 'OF_TWO') throw conflict(CONSULTATION);
  return growsBy(state, room);
}

/** Who of a call is in its room. */
interface StillIn {
  readonly caller: boolean;
  readonly callee: boolean;
  readonly anybody: boolean;
}

/** Whether a room is over with the call that it was: nobody else is there or waits, and nobody comes or rings by another. */
export const endsWithCall = (present: number, otherCalls: number): boolean =>
  present <= 1 && otherCalls === 0;

/**
 * What becomes of a call in a room when people have gone: two do not talk of whom one has left, and nobody is rung into
 * an empty room. Null where it goes on.
 */
export function stepAfterLeaving(state: CallState, stillIn: StillIn): CallStep | null {
  if (state === 'GROWN') return stillIn.caller && stillIn.callee ? null : 'PART';
  return state === 'RINGING' && !stillIn.anybody ? 'CANCEL' : null;
}
