import { later, newId } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { type MeetingLog, meetingStream } from '../events.js';
import { isIn } from '../meeting/room.rules.js';
import { presentNow } from '../participant/place.service.js';
import { consentsOf, insertConsent } from './consent.store.js';
import { isActive, type RecordingStep, recordingAfter, verdictOf } from './recording.rules.js';
import { type RecordingChange, updateRecording } from './recording.store.js';
import type { RecordingRow } from './recording.table.js';
import { isWritten, writingsOf } from './writing.store.js';

/** The job that counts silence as no, and the one that makes a recording playable. */
export const COUNT_SILENCE = 'count-silence';
export const MAKE_PLAYABLE = 'make-playable';
/** The job that removes the media of a recording from where it was written. */
export const DISCARD_MEDIA = 'discard-media';

const DAY_MS = 86_400_000;

/** Tells everybody in the meeting that its recording is another one now; inside a transaction. */
export async function tellRecording(
  ctx: MeetingsContext,
  { id, meetingId }: Pick<RecordingRow, 'id' | 'meetingId'>,
): Promise<void> {
  const data: MeetingLog['recordingChanged'] = { recordingId: id };
  await ctx.events.publish(meetingStream(meetingId), 'recordingChanged', data);
}

/** Takes a step of a recording that is held by this transaction, and tells of it. */
export async function takeStep(
  ctx: MeetingsContext,
  recording: RecordingRow,
  step: RecordingStep,
  change: Omit<RecordingChange, 'state'> = {},
): Promise<RecordingRow> {
  const state = recordingAfter(recording.state, step);
  const changed = await updateRecording(ctx.db, recording.id, { ...change, state });
  await tellRecording(ctx, changed);
  return changed;
}

/** Makes it playable as soon as nobody writes to it any more. */
export async function makePlayable(ctx: MeetingsContext, recordingId: string): Promise<void> {
  if (!(await isWritten(ctx.db, recordingId))) await later(ctx, MAKE_PLAYABLE, { recordingId });
}

/** Removes what was written and made of a recording, where files have it or nobody is to have it; in a transaction. */
export async function discardLater(
  ctx: MeetingsContext,
  { id, meetingId }: Pick<RecordingRow, 'id' | 'meetingId'>,
): Promise<void> {
  const written = (await writingsOf(ctx.db, id)).map((each) => each.id);
  await later(ctx, DISCARD_MEDIA, { recordingId: id, meetingId, written });
}

/** Ends a recording that is held by this transaction: what runs is stopped, what asks is given up. */
export async function end(ctx: MeetingsContext, recording: RecordingRow): Promise<RecordingRow> {
  const now = new Date();
  const expiresAt = new Date(now.getTime() + ctx.recording.days * DAY_MS);
  if (recording.state === 'ASKING') return takeStep(ctx, recording, 'REFUSE', { expiresAt });
  const stopped = await takeStep(ctx, recording, 'STOP', { stoppedAt: now, expiresAt });
  await makePlayable(ctx, recording.id);
  return stopped;
}

/** Makes the film of a recording anew that failed, and that is held by this transaction. */
export async function retry(ctx: MeetingsContext, recording: RecordingRow): Promise<RecordingRow> {
  const fresh = { failedBecause: null, attempts: 0, workedAt: null, toldAt: null };
  const again = await takeStep(ctx, recording, 'RETRY', fresh);
  await makePlayable(ctx, recording.id);
  return again;
}

/** Asks those who are in the meeting and were not asked yet. @returns whether anybody was */
export async function askPresent(ctx: MeetingsContext, recording: RecordingRow): Promise<boolean> {
  const { askSeconds } = ctx.recording;
  let isAsking = false;
  for (const { id, personId, state } of await presentNow(ctx, recording.meetingId)) {
    if (!isIn(state)) continue;
    const asksFirst = personId === recording.startedById && recording.state === 'ASKING';
    const asked = { id: newId('consent'), recordingId: recording.id, participantId: id, personId };
    // Whoever asks everybody has agreed by that; who comes later, and is the same, is asked like anybody.
    const answer = asksFirst ? 'GIVEN' : 'ASKED';
    isAsking = (await insertConsent(ctx.db, { ...asked, state: answer }, askSeconds)) || isAsking;
  }
  if (isAsking) {
    const after = new Date(Date.now() + askSeconds * 1_000);
    await later(ctx, COUNT_SILENCE, { recordingId: recording.id }, { after });
  }
  return isAsking;
}

/** Does what follows from the answers of those who are present, to a recording that is held by this transaction. */
export async function settle(ctx: MeetingsContext, recording: RecordingRow): Promise<RecordingRow> {
  if (!isActive(recording.state)) return recording;
  const present = (await presentNow(ctx, recording.meetingId)).filter(({ state }) => isIn(state));
  const consents = (await consentsOf(ctx.db, [recording.id])).get(recording.id) ?? [];
  const answers = present.map(({ id, personId }) => ({
    personId,
    state: consents.find(({ participantId }) => participantId === id)?.state ?? ('ASKED' as const),
  }));
  const verdict = verdictOf(recording.state, answers, recording.startedById);
  if (verdict === 'BEGIN') return takeStep(ctx, recording, 'BEGIN', { startedAt: new Date() });
  return verdict === null ? recording : end(ctx, recording);
}
