import { batchOf, forbidden, load, notFound, type RequestContext, type Viewer } from '@parley/kit';
import { holdingMeeting, peekStanding } from '../meeting/meeting.access.js';
import { mayInMeeting, type Standing } from '../meeting/meeting-rights.rules.js';
import { consentsById } from './consent.store.js';
import { lockRecording, recordingsById } from './recording.store.js';
import type { ConsentRow, RecordingRow } from './recording.table.js';

/** What somebody may do with a recording, besides seeing that it is there. */
export type RecordingRight = 'ANSWER' | 'STOP' | 'RETRY' | 'DELETE';

const findRecordings = batchOf(recordingsById);
const findConsents = batchOf(consentsById);

/** A recording of a meeting that the viewer may see into; null for every other. */
export async function peekRecording(ctx: RequestContext, id: string): Promise<RecordingRow | null> {
  const recording = await load(ctx, findRecordings, id);
  const standing = recording && (await peekStanding(ctx, recording.meetingId));
  return recording && standing && mayInMeeting(ctx.viewer, standing, 'READ') ? recording : null;
}

/** A recording of something that is being read already, never for an id that a client gave; null once it was deleted. */
export const peekInside = async (ctx: RequestContext, id: string): Promise<RecordingRow | null> =>
  (await load(ctx, findRecordings, id)) ?? null;

/** The same, of what is gone with it. */
export async function recordingInside(ctx: RequestContext, id: string): Promise<RecordingRow> {
  const recording = await peekInside(ctx, id);
  if (!recording) throw notFound('Recording');
  return recording;
}

/** A consent to a recording that the viewer may see; null for every other. */
export async function peekConsent(ctx: RequestContext, id: string): Promise<ConsentRow | null> {
  const consent = await load(ctx, findConsents, id);
  return consent && (await peekRecording(ctx, consent.recordingId)) ? consent : null;
}

/** Whether somebody may do that: whoever asked for it may all, hosts stop and retry any, the host deletes any. */
export function mayWithRecording(
  viewer: Viewer,
  recording: RecordingRow,
  standing: Standing,
  right: RecordingRight,
): boolean {
  if (right === 'ANSWER' || recording.startedById === viewer.id) return true;
  return mayInMeeting(viewer, standing, right === 'DELETE' ? 'END' : 'RECORD');
}

const REFUSALS: Readonly<Record<RecordingRight, string>> = {
  ANSWER: 'Nobody asked you',
  STOP: 'Only hosts and whoever started it stop this recording',
  RETRY: 'Only hosts and whoever started it try again to make this recording playable',
  DELETE: 'Only the host and whoever started it delete this recording',
};

/**
 * A recording and its meeting, both held until the transaction ends: nobody comes, goes or answers meanwhile.
 * @throws NOT_FOUND where it is hidden or absent, FORBIDDEN where that right is missing
 */
export async function holdingRecording(
  ctx: RequestContext,
  id: string,
  right: RecordingRight,
): Promise<RecordingRow> {
  const [known, visible] = [(await recordingsById(ctx.db, [id])).get(id), await peekRecording(ctx, id)];
  if (!known || !visible) throw notFound('Recording');
  const standing = await holdingMeeting(ctx, known.meetingId, 'READ');
  const recording = await lockRecording(ctx.db, id);
  if (!recording) throw notFound('Recording');
  if (!mayWithRecording(ctx.viewer, recording, standing, right)) throw forbidden(REFUSALS[right]);
  return recording;
}
