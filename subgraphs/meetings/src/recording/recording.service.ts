import {
  type Action,
  audit,
  batchOf,
  conflict,
  load,
  newId,
  notFound,
  once,
  type Page,
  type PageArgs,
  pageRequest,
  type RequestContext,
  toPage,
  transaction,
} from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { toldStream } from '../events.js';
import { growToRecord } from '../growth/recorded-call.service.js';
import { secondsInto } from '../meeting/counting.rules.js';
import { accessMeeting, holdingMeeting, meetingInside, peekStanding } from '../meeting/meeting.access.js';
import { mayInMeeting, type Standing } from '../meeting/meeting-rights.rules.js';
import { isIn } from '../meeting/room.rules.js';
import { holdingRecording, mayWithRecording, peekRecording } from './recording.access.js';
import type {
  DeleteRecordingInput,
  MarkRecordingInput,
  RetryRecordingInput,
  StartRecordingInput,
  StopRecordingInput,
} from './recording.inputs.js';
import { askPresent, discardLater, end, retry, settle, tellRecording } from './recording-life.service.js';
import { checkMark, isActive, isRetriable, NOTHING_WRITTEN } from './recording.rules.js';
import {
  activeRecordings,
  insertMark,
  insertRecording,
  isHeld,
  recordingPage,
  removeRecording,
} from './recording.store.js';
import type { RecordingRow } from './recording.table.js';

export { peekInside, peekRecording as readRecording, recordingInside } from './recording.access.js';

async function recordingNow(ctx: RequestContext, id: string): Promise<RecordingRow> {
  const recording = await peekRecording(ctx, id);
  if (!recording) throw notFound('Recording');
  return recording;
}

/** @throws CONFLICT where nothing can be recorded */
function checkRecordable(ctx: MeetingsContext, { meeting, participant }: Standing): void {
  if (meeting.encryption === 'END_TO_END') {
    throw conflict(
      'This is encrypted from device to device: nobody else can hear or see it, to record it either',
    );
  }
  if (meeting.mode === 'UNAVAILABLE') {
    throw conflict(ctx.routed.missing ?? 'No media server answers right now');
  }
  if (!participant || !isIn(participant.state)) throw conflict('Come in before you record');
}

/**
 * A meeting that the viewer may record, held until the transaction ends. What two talk in goes by the media server from
 * then on: their call is held before its room, as everywhere.
 */
async function holdingRecordable(ctx: MeetingsContext, meetingId: string): Promise<Standing> {
  const { meeting } = await accessMeeting(ctx, meetingId, 'RECORD');
  if (meeting.kind === 'CALL') await growToRecord(ctx, meetingId);
  const standing = await holdingMeeting(ctx, meetingId, 'RECORD');
  checkRecordable(ctx, standing);
  return standing;
}

async function start(ctx: MeetingsContext, { meetingId }: StartRecordingInput): Promise<RecordingRow> {
  const standing = await holdingRecordable(ctx, meetingId);
  const { organizationId } = standing.meeting;
  const born = { id: newId('recording'), organizationId, meetingId, startedById: ctx.viewer.id };
  const recording = await insertRecording(ctx.db, born);
  if (!recording) throw conflict('This meeting is being recorded already');
  await audit(ctx, { action: 'startRecording', targetId: recording.id, details: { meetingId } });
  await askPresent(ctx, recording);
  await tellRecording(ctx, recording);
  return settle(ctx, recording);
}

/** Asks everyone present; nothing is written before all have answered. A call of two becomes a room by it. */
export async function startRecording(
  ctx: MeetingsContext,
  input: StartRecordingInput,
): Promise<RecordingRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'startRecording', input, () => start(inner, input)),
  );
  return recordingNow(ctx, id);
}

/** Stops a recording, or gives one up for which not everybody has answered. */
export async function stopRecording(ctx: MeetingsContext, input: StopRecordingInput): Promise<RecordingRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'stopRecording', input, async () => {
      const recording = await holdingRecording(inner, input.recordingId, 'STOP');
      await audit(inner, { action: 'stopRecording', targetId: recording.id });
      return end(inner, recording);
    }),
  );
  return recordingNow(ctx, id);
}

/** Makes the film of a recording anew that failed, once what was in the way is mended. */
export async function retryRecording(
  ctx: MeetingsContext,
  input: RetryRecordingInput,
): Promise<RecordingRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'retryRecording', input, async () => {
      const recording = await holdingRecording(inner, input.recordingId, 'RETRY');
      if (recording.state !== 'FAILED') throw conflict('Only what failed is tried again');
      if (!isRetriable(recording)) throw conflict(NOTHING_WRITTEN);
      await audit(inner, { action: 'retryRecording', targetId: recording.id });
      return retry(inner, recording);
    }),
  );
  return recordingNow(ctx, id);
}

/** Begins a chapter of a recording that runs. */
export async function markRecording(ctx: MeetingsContext, input: MarkRecordingInput): Promise<RecordingRow> {
  const title = checkMark(input.title);
  const id = await transaction(ctx, (inner) =>
    once(inner, 'markRecording', input, async () => {
      const recording = await holdingRecording(inner, input.recordingId, 'STOP');
      if (recording.state !== 'RUNNING') throw conflict('Chapters begin while a recording runs');
      await insertMark(inner.db, { id: newId('mark'), recordingId: recording.id, title, spotlightId: null });
      return recording;
    }),
  );
  return recordingNow(ctx, id);
}

/** Forgets a recording that is held by this transaction, with its media wherever that is by now. */
export async function forget(ctx: MeetingsContext, recording: RecordingRow): Promise<void> {
  const { id, fileId } = recording;
  await discardLater(ctx, recording);
  if (fileId !== null || recording.toldAt !== null) {
    await ctx.events.publish(toldStream(id), 'recordingForgotten', { recordingId: id });
  }
  await removeRecording(ctx.db, id);
  await tellRecording(ctx, recording);
}

/** Deletes a recording and its media. */
export async function deleteRecording(
  ctx: MeetingsContext,
  input: DeleteRecordingInput,
): Promise<{ readonly id: string }> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'deleteRecording', input, async () => {
      const recording = await holdingRecording(inner, input.recordingId, 'DELETE');
      if (isActive(recording.state)) throw conflict('Stop this recording before you delete it');
      if (await isHeld(inner.db, recording.meetingId)) {
        throw conflict('A legal hold keeps this recording: it cannot be deleted before that ends');
      }
      await audit(inner, { action: 'deleteRecording', targetId: recording.id });
      await forget(inner, recording);
      return recording;
    }),
  );
  return { id };
}

const findActive = batchOf(activeRecordings);

/** Those who only wait to be let in learn nothing of who agreed to what. */
async function seesInto(ctx: RequestContext, meetingId: string): Promise<boolean> {
  const standing = await peekStanding(ctx, meetingId);
  return standing !== null && mayInMeeting(ctx.viewer, standing, 'READ');
}

/** The recording of a meeting that asks or runs; null where none does, and for those who may not see into it. */
export const activeRecordingOf = async (
  ctx: RequestContext,
  meetingId: string,
): Promise<RecordingRow | null> =>
  (await seesInto(ctx, meetingId)) ? ((await load(ctx, findActive, meetingId)) ?? null) : null;

const keyOf = ({ askedAt, id }: RecordingRow): readonly string[] => [askedAt.toISOString(), id];

/** A page of the recordings of a meeting; empty for those who may not see into it. */
export async function listRecordings(
  ctx: RequestContext,
  meetingId: string,
  args: PageArgs,
): Promise<Page<RecordingRow>> {
  const request = pageRequest(args);
  const rows = (await seesInto(ctx, meetingId)) ? await recordingPage(ctx.db, meetingId, request) : [];
  return toPage(rows, request, keyOf);
}

/** Where a moment of a recording that is being read already stands in its meeting, as its words and films are counted. */
export async function recordedAt(
  ctx: RequestContext,
  { meetingId, startedAt }: RecordingRow,
  at: Date,
): Promise<number> {
  const { countedFrom } = await meetingInside(ctx, meetingId);
  return secondsInto(countedFrom ?? startedAt, at);
}

/** Where the film of a recording that is being read already begins; null before there is one. */
export const beginsAtSeconds = async (ctx: RequestContext, recording: RecordingRow): Promise<number | null> =>
  recording.beganAt && recordedAt(ctx, recording, recording.beganAt);

/** What the viewer may do with a recording, in the vocabulary of the whole product. */
export async function recordingActions(ctx: RequestContext, recording: RecordingRow): Promise<Action[]> {
  const standing = await peekStanding(ctx, recording.meetingId);
  if (!standing || !mayInMeeting(ctx.viewer, standing, 'READ')) return [];
  const may = (right: 'STOP' | 'DELETE') => mayWithRecording(ctx.viewer, recording, standing, right);
  const isForGood = recording.state === 'FAILED' && !isRetriable(recording);
  const actions: Action[] = ['READ'];
  if (may('STOP') && !isForGood) actions.push('RECORD');
  if (may('DELETE')) actions.push('DELETE');
  return actions;
}
