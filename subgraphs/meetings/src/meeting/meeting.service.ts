import { type Action, type RequestContext, newId } from '@parley/kit';
import { isTaken, meetingInside, peekMeeting, peekStanding } from './meeting.access.js';
import type { MeetingState } from './meeting-kind.js';
import { actionsIn } from './meeting-rights.rules.js';
import { beginMeeting, finishMeeting, insertCallRoom } from './meeting.store.js';
import type { MeetingRow } from './meeting.table.js';

export { meetingInside, peekMeeting as readMeeting } from './meeting.access.js';

/** The meeting that somebody is in; an event that is executed once for all who follow it goes to those who know of it. */
export const meetingOfParticipant = (ctx: RequestContext, id: string): Promise<MeetingRow | null> =>
  ctx.caller.shared ? meetingInside(ctx, id) : peekMeeting(ctx, id);

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

/** Where a meeting stands, by when it began, broke and ended. */
export function stateOf(meeting: Pick<MeetingRow, 'startedAt' | 'finishedAt' | 'failedAt'>): MeetingState {
  if (meeting.finishedAt) return 'ENDED';
  if (meeting.failedAt) return 'FAILED';
  return meeting.startedAt ? 'LIVE' : 'IDLE';
}

/** What the viewer may do with a meeting. */
export async function meetingActions(ctx: RequestContext, id: string): Promise<Action[]> {
  const standing = await peekStanding(ctx, id);
  const actions = standing ? actionsIn(ctx.viewer, standing) : [];
  const taken = await Promise.all(actions.map((action) => isTaken(ctx, ctx.viewer, action)));
  return actions.filter((_, n) => taken[n] !== true);
}
