import type { MeetingsContext } from '../context.js';
import { wantWords } from '../transcription/transcription.service.js';
import { discardLater, takeStep } from './recording-life.service.js';
import { lockRecording } from './recording.store.js';
import type { RecordingRow } from './recording.table.js';

async function waiting(ctx: MeetingsContext, recordingId: string): Promise<RecordingRow | null> {
  const recording = await lockRecording(ctx.db, recordingId);
  return recording?.state === 'PROCESSING' ? recording : null;
}

/** Files have it: it can be played from there, and no second copy stays once its words are there. In a transaction. */
export async function recordTaken(ctx: MeetingsContext, recordingId: string, fileId: string): Promise<void> {
  const recording = await waiting(ctx, recordingId);
  if (!recording) return;
  await takeStep(ctx, recording, 'FINISH', { fileId });
  if (!(await wantWords(ctx, recordingId))) await discardLater(ctx, recording);
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
