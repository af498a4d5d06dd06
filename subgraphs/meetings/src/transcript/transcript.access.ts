import { type RequestContext, batchOf, conflict, load } from '@parley/kit';
import { accessRecords, recordsFor } from '../attendance/record.access.js';
import { accessMeeting } from '../meeting/meeting.access.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { transcriptsById, transcriptsOfMeetings } from './transcript.store.js';
import type { TranscriptRow } from './transcript.table.js';

const findTranscripts = batchOf(transcriptsById);
const findOfMeetings = batchOf(transcriptsOfMeetings);

/** A transcript of a meeting that the viewer was let into; null for every other. */
export async function peekTranscript(ctx: RequestContext, id: string): Promise<TranscriptRow | null> {
  const transcript = await load(ctx, findTranscripts, id);
  return transcript && (await recordsFor(ctx, transcript.meetingId, 'READ')) ? transcript : null;
}

/** The transcript of a meeting; null where nothing was written down, and for those who were not let in. */
export async function transcriptOf(ctx: RequestContext, meetingId: string): Promise<TranscriptRow | null> {
  const transcript = await load(ctx, findOfMeetings, meetingId);
  return transcript && (await recordsFor(ctx, meetingId, 'READ')) ? transcript : null;
}

/** @throws CONFLICT for a meeting whose words are nobody's but its members' */
export function checkReadable({ encryption }: MeetingRow): void {
  if (encryption === 'END_TO_END') {
    throw conflict('This meeting is encrypted end to end: no words of it are kept here');
  }
}

/**
 * A meeting whose words the viewer may bring: one that they host, or a call of theirs.
 * @throws NOT_FOUND, FORBIDDEN, CONFLICT
 */
export async function meetingToTranscribe(ctx: RequestContext, meetingId: string): Promise<MeetingRow> {
  const { meeting } = await accessMeeting(ctx, meetingId, 'READ');
  if (meeting.kind !== 'CALL') await accessRecords(ctx, meetingId, 'CHANGE');
  checkReadable(meeting);
  return meeting;
}
