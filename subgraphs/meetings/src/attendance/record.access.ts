import type { RequestContext } from '@parley/kit';
import { accessMeeting, peekStanding } from '../meeting/meeting.access.js';
import { mayInMeeting } from '../meeting/meeting-rights.rules.js';
import type { MeetingRow } from '../meeting/meeting.table.js';

/**
 * A meeting of which the viewer may read what stays: those who were let in, but who attended only its hosts. Null for
 * everybody else.
 */
export async function recordsFor(
  ctx: RequestContext,
  meetingId: string,
  right: 'READ' | 'CHANGE',
): Promise<MeetingRow | null> {
  const standing = await peekStanding(ctx, meetingId);
  return standing && mayInMeeting(ctx.viewer, standing, right) ? standing.meeting : null;
}

/** The same, where nothing less will do. @throws NOT_FOUND, FORBIDDEN */
export const accessRecords = async (
  ctx: RequestContext,
  meetingId: string,
  right: 'READ' | 'CHANGE',
): Promise<MeetingRow> => (await accessMeeting(ctx, meetingId, right)).meeting;
