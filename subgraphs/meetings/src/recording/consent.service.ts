import { batchOf, load, notFound, once, type RequestContext, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { isIn } from '../meeting/room.rules.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { presentNow } from '../participant/place.service.js';
import { answerTo, consentsById, consentsOf } from './consent.store.js';
import { holdingRecording, peekConsent } from './recording.access.js';
import type { AnswerConsentInput, WithdrawConsentInput } from './recording.inputs.js';
import type { ConsentState } from './recording-state.js';
import { settle, tellRecording } from './recording-life.service.js';
import { type ConsentStep, consentAfter, isActive } from './recording.rules.js';
import type { ConsentRow, RecordingRow } from './recording.table.js';
import { writtenNow } from './writing.store.js';

export { peekConsent as readConsent } from './recording.access.js';

const MOST_EXCLUDED = 100;

/** Takes a step of the viewer's own consent, and does what follows from it. */
async function answer(ctx: MeetingsContext, consentId: string, step: ConsentStep): Promise<ConsentRow> {
  const known = await peekConsent(ctx, consentId);
  if (known?.personId !== ctx.viewer.id) throw notFound('Consent');
  const recording = await holdingRecording(ctx, known.recordingId, 'ANSWER');
  const consent = (await consentsById(ctx.db, [consentId])).get(consentId);
  if (!consent) throw notFound('Consent');
  const state = consentAfter(consent.state, step);
  // What is over is not changed by any answer; taking one back is harmless all the same.
  if (state !== consent.state && isActive(recording.state)) {
    await answerTo(ctx.db, consentId, state);
    await tellRecording(ctx, recording);
    await settle(ctx, recording);
  }
  return consent;
}

async function answeredOnce(
  ctx: MeetingsContext,
  operation: string,
  input: { readonly consentId: string; readonly key: string },
  step: ConsentStep,
): Promise<ConsentRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, operation, input, () => answer(inner, input.consentId, step)),
  );
  const consent = await peekConsent(ctx, id);
  if (!consent) throw notFound('Consent');
  return consent;
}

/** Gives or declines the viewer's consent; the recording begins with the last answer. */
export const answerConsent = (ctx: MeetingsContext, input: AnswerConsentInput): Promise<ConsentRow> =>
  answeredOnce(ctx, 'answerConsent', input, input.give ? 'GIVE' : 'DECLINE');

/** Takes the viewer's consent back: within two seconds nothing more of them is written. */
export const withdrawConsent = (ctx: MeetingsContext, input: WithdrawConsentInput): Promise<ConsentRow> =>
  answeredOnce(ctx, 'withdrawConsent', input, 'WITHDRAW');

const findAnswers = batchOf(consentsOf);

/** What everybody answered. */
export const consentsTo = async (ctx: RequestContext, recordingId: string): Promise<readonly ConsentRow[]> =>
  (await load(ctx, findAnswers, recordingId)) ?? [];

/** What the viewer answered; null for who was not asked. */
export const viewerConsentTo = async (
  ctx: RequestContext,
  { id }: Pick<RecordingRow, 'id'>,
): Promise<ConsentRow | null> =>
  (await consentsTo(ctx, id)).find(({ personId }) => personId === ctx.viewer.id) ?? null;

/** Those who are in the meeting of a recording that asks or runs, by what they answered. */
async function presentBy(
  ctx: RequestContext,
  recording: RecordingRow,
  isOf: (state: ConsentState | undefined) => boolean,
): Promise<readonly ParticipantRow[]> {
  if (!isActive(recording.state)) return [];
  const [present, consents] = [
    await presentNow(ctx, recording.meetingId),
    await consentsTo(ctx, recording.id),
  ];
  const answers = new Map(consents.map(({ participantId, state }) => [participantId, state]));
  return present.filter(({ id, state }) => isIn(state) && isOf(answers.get(id)));
}

const isAsked = (state: ConsentState | undefined): boolean => state === undefined || state === 'ASKED';

/** How many of those who are there have not answered. */
export const waitingFor = async (ctx: RequestContext, recording: RecordingRow): Promise<number> =>
  (await presentBy(ctx, recording, isAsked)).length;

/** Whose tracks are left out. */
export const excludedFrom = async (
  ctx: RequestContext,
  recording: RecordingRow,
): Promise<readonly ParticipantRow[]> =>
  (await presentBy(ctx, recording, (state) => state !== 'GIVEN')).slice(0, MOST_EXCLUDED);

const findWritten = batchOf(writtenNow);

/** Whether what somebody sends is written at this moment. */
export const isRecorded = async (ctx: RequestContext, participantId: string): Promise<boolean> =>
  (await load(ctx, findWritten, participantId)) === true;
