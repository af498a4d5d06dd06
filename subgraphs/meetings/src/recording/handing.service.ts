import { later } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { DISCARD_MEDIA } from './recording.service.js';
import { takeStep } from './recording-life.service.js';
import { lockRecording } from './recording.store.js';
import type { RecordingRow } from './recording.table.js';
import { writingsOf } from './writing.store.js';

async function waiting(ctx: MeetingsContext, recordingId: string): Promise<RecordingRow | null> {
  const recording = await lockRecording(ctx.db, recordingId);
  return recording?.state === 'PROCESSING' ? recording : null;
}

/** Files have it: it can be played from there, and no second copy stays. In a transaction. */
export async function recordTaken(ctx: MeetingsContext, recordingId: string, fileId: string): Promise<void> {
  const recording = await waiting(ctx, recordingId);
  if (!recording) return;
  await takeStep(ctx, recording, 'FINISH', { fileId });
  const written = (await writingsOf(ctx.db, recordingId)).map(({ id }) => id);
  await later(ctx, DISCARD_MEDIA, { recordingId, meetingId: recording.meetingId, written });
}

/** Files do not take it, such as for want of room. In a transaction. */
export async function recordRefused(
  ctx: MeetingsContext,
  recordingId: string,
  because: string,
): Promise<void> {
  const recording = await waiting(ctx, recordingId);
  if (recording) await takeStep(ctx, recording, 'FAIL', { failedBecause: because });
}
