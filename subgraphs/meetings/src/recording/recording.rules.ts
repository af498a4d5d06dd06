import { conflict, invalid } from '@parley/kit';
import type { ConsentState, RecordingState } from './recording-state.js';

/** What happens to a recording. */
export type RecordingStep = 'BEGIN' | 'REFUSE' | 'STOP' | 'PROCESS' | 'FINISH' | 'FAIL' | 'RETRY';

/** The whole life of a recording. What is not here is refused. */
const STEPS: Readonly<Record<RecordingStep, Partial<Record<RecordingState, RecordingState>>>> = {
  BEGIN: { ASKING: 'RUNNING' },
  REFUSE: { ASKING: 'REFUSED' },
  STOP: { RUNNING: 'STOPPED' },
  // Whoever takes it over from a process that was killed begins again.
  PROCESS: { STOPPED: 'PROCESSING', PROCESSING: 'PROCESSING' },
  FINISH: { PROCESSING: 'READY' },
  FAIL: { STOPPED: 'FAILED', PROCESSING: 'FAILED' },
  RETRY: { FAILED: 'STOPPED' },
};

const WHERE_IT_STANDS: Readonly<Record<RecordingState, string>> = {
  ASKING: 'Not everybody has answered yet',
  RUNNING: 'This recording runs already',
  STOPPED: 'This recording was stopped already',
  PROCESSING: 'This recording was stopped already',
  READY: 'This recording was stopped already',
  REFUSED: 'This recording was not agreed to',
  FAILED: 'This recording failed',
};

/**
 * Where a recording stands after a step.
 * @throws CONFLICT that says where it stands, where the step cannot be taken there
 */
export function recordingAfter(state: RecordingState, step: RecordingStep): RecordingState {
  const next = STEPS[step][state];
  if (!next) throw conflict(WHERE_IT_STANDS[state]);
  return next;
}

/** Why a recording failed that nothing was written of: there is nothing to make a film of, however often. */
export const NOTHING_WRITTEN = 'Nobody who agreed was heard or seen while it ran.';

/** Whether trying again may end better: what was written is still there, and what was in the way may have been mended. */
export const isRetriable = (recording: {
  readonly state: RecordingState;
  readonly failedBecause: string | null;
}): boolean => recording.state === 'FAILED' && recording.failedBecause !== NOTHING_WRITTEN;

/** Whether it asks or runs: a meeting has one such at most. */
export const isActive = (state: RecordingState): boolean => state === 'ASKING' || state === 'RUNNING';

/** What happens to a consent; SILENCE is the answer of whoever gives none. */
export type ConsentStep = 'GIVE' | 'DECLINE' | 'WITHDRAW' | 'SILENCE';

/** Whoever said no may think better of it; whoever said yes takes that back. */
const ANSWERS: Readonly<Record<ConsentStep, Partial<Record<ConsentState, ConsentState>>>> = {
  GIVE: { ASKED: 'GIVEN', DECLINED: 'GIVEN', WITHDRAWN: 'GIVEN', GIVEN: 'GIVEN' },
  DECLINE: { ASKED: 'DECLINED', DECLINED: 'DECLINED' },
  WITHDRAW: { GIVEN: 'WITHDRAWN', WITHDRAWN: 'WITHDRAWN' },
  SILENCE: { ASKED: 'DECLINED' },
};

const WHERE_CONSENT_STANDS: Readonly<Record<ConsentState, string>> = {
  ASKED: 'You have not answered yet',
  GIVEN: 'You have agreed; take that back instead',
  DECLINED: 'You have declined already',
  WITHDRAWN: 'You have taken your consent back already',
};

/**
 * Where a consent stands after a step.
 * @throws CONFLICT that says where it stands, where the step cannot be taken there
 */
export function consentAfter(state: ConsentState, step: ConsentStep): ConsentState {
  const next = ANSWERS[step][state];
  if (!next) throw conflict(WHERE_CONSENT_STANDS[state]);
  return next;
}

/** What somebody who is present has answered. */
export interface Answer {
  readonly personId: string;
  readonly state: ConsentState;
}

/**
 * What follows from the answers of those who are present. It begins once each of them has answered and somebody besides
 * whoever asked has agreed, or nobody else is there; it goes on for as long as anybody who is there agrees.
 */
export function verdictOf(
  state: RecordingState,
  answers: readonly Answer[],
  startedById: string,
): 'BEGIN' | 'REFUSE' | 'STOP' | null {
  const given = answers.filter((answer) => answer.state === 'GIVEN');
  if (state === 'RUNNING') return given.length === 0 ? 'STOP' : null;
  if (state !== 'ASKING') return null;
  if (answers.length === 0) return 'REFUSE';
  if (answers.some((answer) => answer.state === 'ASKED')) return null;
  const others = answers.filter(({ personId }) => personId !== startedById);
  const isAgreedTo = others.length === 0 ? given.length > 0 : others.some((each) => each.state === 'GIVEN');
  return isAgreedTo ? 'BEGIN' : 'REFUSE';
}

const LONGEST_MARK = 100;

/**
 * The title of a chapter.
 * @throws INVALID when it is empty, too long or not text
 */
export function checkMark(title: string): string {
  const kept = title.trim();
  if (kept === '') throw invalid('title', 'Say what begins here');
  if (kept.length > LONGEST_MARK) {
    throw invalid('title', `At most ${String(LONGEST_MARK)} characters, this has ${String(kept.length)}`);
  }
  if (/\p{Cc}/u.test(kept) || !kept.isWellFormed()) throw invalid('title', 'Use plain text on one line');
  return kept;
}

/** What the file of a recording is called. */
export function fileNameOf(title: string, startedAt: Date): string {
  const day = startedAt.toISOString().slice(0, 16).replace('T', ' ').replace(':', '.');
  const kept = title
    .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 100);
  return `${kept === '' ? 'Recording' : kept} ${day}.mp4`;
}
