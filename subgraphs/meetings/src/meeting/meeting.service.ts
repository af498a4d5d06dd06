import { type RequestContext, newId } from '@parley/kit';
import type { MeetingState } from './meeting-kind.js';
import { beginMeeting, finishMeeting, insertCallRoom } from './meeting.store.js';

export { peekMeeting as readMeeting } from './meeting.access.js';

/** Makes the room of a call, in the transaction of the call. @returns its id */
export async function openCallRoom(
  ctx: RequestContext,
  { organizationId, createdById }: { readonly organizationId: string; readonly createdById: string },
): Promise<string> {
  const id = newId('meeting');
  await insertCallRoom(ctx.db, { id, organizationId, createdById });
  return id;
}

/** People talk in it from now on. */
export const begin = (ctx: RequestContext, meetingId: string): Promise<void> =>
  beginMeeting(ctx.db, meetingId);

/** It is over. */
export const finish = (ctx: RequestContext, meetingId: string): Promise<void> =>
  finishMeeting(ctx.db, meetingId);

/** Where a meeting stands, by when it began and ended. */
export function stateOf(meeting: {
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}): MeetingState {
  if (meeting.finishedAt) return 'ENDED';
  return meeting.startedAt ? 'LIVE' : 'IDLE';
}
