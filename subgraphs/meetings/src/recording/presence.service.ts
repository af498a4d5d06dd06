import { newId } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { holdingRoom } from '../meeting/meeting.access.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { placesNow } from '../participant/place.service.js';
import { declineSilent } from './consent.store.js';
import { askPresent, settle, tellRecording } from './recording-life.service.js';
import { isActive } from './recording.rules.js';
import { activeRecordings, insertMark, lockRecording, marksOf, recordingsById } from './recording.store.js';
import type { RecordingRow } from './recording.table.js';

/** Whoever is shown large begins a chapter. */
async function markSpotlight(
  ctx: MeetingsContext,
  recording: RecordingRow,
  { spotlightId }: MeetingRow,
): Promise<void> {
  if (recording.state !== 'RUNNING' || spotlightId === null) return;
  const last = (await marksOf(ctx.db, recording.id)).findLast((mark) => mark.spotlightId !== null);
  if (last?.spotlightId === spotlightId) return;
  const [shown] = await placesNow(ctx, [spotlightId]);
  if (!shown) return;
  const mark = { id: newId('mark'), recordingId: recording.id, title: shown.displayName, spotlightId };
  await insertMark(ctx.db, mark);
}

/** Somebody came to or went from a meeting, or it ended: asks newcomers, and does what follows. In a transaction. */
export async function whoIsIn(ctx: MeetingsContext, meetingId: string): Promise<void> {
  if (!(await activeRecordings(ctx.db, [meetingId])).has(meetingId)) return;
  const meeting = await holdingRoom(ctx, meetingId);
  const known = (await activeRecordings(ctx.db, [meetingId])).get(meetingId);
  const recording = known && (await lockRecording(ctx.db, known.id));
  if (!meeting || !recording || !isActive(recording.state)) return;
  if (await askPresent(ctx, recording)) await tellRecording(ctx, recording);
  await markSpotlight(ctx, recording, meeting);
  await settle(ctx, recording);
}

/** Whoever has not answered in time has said no. In a transaction. */
export async function countSilence(ctx: MeetingsContext, recordingId: string): Promise<void> {
  const known = (await recordingsById(ctx.db, [recordingId])).get(recordingId);
  if (!known || !(await holdingRoom(ctx, known.meetingId))) return;
  const recording = await lockRecording(ctx.db, recordingId);
  if (!recording || !isActive(recording.state)) return;
  if ((await declineSilent(ctx.db, recordingId)) > 0) await tellRecording(ctx, recording);
  await settle(ctx, recording);
}
