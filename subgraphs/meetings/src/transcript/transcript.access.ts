import { type RequestContext, batchOf, forbidden, load, notFound } from '@parley/kit';
import { peekMeeting } from '../meeting/meeting.access.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { transcriptsById, transcriptsOfMeetings } from './transcript.store.js';
import type { TranscriptRow } from './transcript.table.js';

const findTranscripts = batchOf(transcriptsById);
const findOfMeetings = batchOf(transcriptsOfMeetings);

/** A transcript of a meeting that the viewer may know of; null for every other. */
export async function peekTranscript(ctx: RequestContext, id: string): Promise<TranscriptRow | null> {
  const transcript = await load(ctx, findTranscripts, id);
  return transcript && (await peekMeeting(ctx, transcript.meetingId)) ? transcript : null;
}

/** The transcript of a meeting that the viewer knows of; null where nothing was written down. */
export const transcriptOf = async (ctx: RequestContext, meetingId: string): Promise<TranscriptRow | null> =>
  (await load(ctx, findOfMeetings, meetingId)) ?? null;

/**
 * A meeting whose words the viewer may bring: their own, or a call of theirs.
 * @throws NOT_FOUND, FORBIDDEN
 */
export async function meetingToTranscribe(ctx: RequestContext, meetingId: string): Promise<MeetingRow> {
  const meeting = await peekMeeting(ctx, meetingId);
  if (!meeting) throw notFound('Meeting');
  if (meeting.kind !== 'CALL' && meeting.createdById !== ctx.viewer.id) {
    throw forbidden('Only hosts bring the transcript of a meeting');
  }
  return meeting;
}
