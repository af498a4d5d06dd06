import type { RequestContext } from '@parley/kit';
import { type MeetingLog, lobbyStream, meetingStream } from '../events.js';
import type { ParticipantRow } from '../participant/participant.table.js';

/**
 * Tells everybody in a meeting that it is another one now; inside a transaction.
 * @param all whether the right of everybody to see it may have changed
 */
export async function tellMeeting(ctx: RequestContext, meetingId: string, all = false): Promise<void> {
  const data: MeetingLog['meetingChanged'] = { meetingId, ...(all && { all }) };
  await ctx.events.publish(meetingStream(meetingId), 'meetingChanged', data);
}

/** Tells whoever waits, and nobody else, that their place is another one now. */
export async function tellWaiting(ctx: RequestContext, { id }: Pick<ParticipantRow, 'id'>): Promise<void> {
  const data: MeetingLog['participantChanged'] = { participantId: id };
  await ctx.events.publish(lobbyStream(id), 'participantChanged', data);
}

/** Tells everybody in a meeting of somebody in it; and, while they wait, them. */
export async function tellParticipant(
  ctx: RequestContext,
  { id, meetingId, personId, state, admitted }: ParticipantRow,
  wasWaiting = false,
): Promise<void> {
  const isOut = state === 'DENIED' || state === 'REMOVED' || (state === 'LEFT' && !admitted);
  const data: MeetingLog['participantChanged'] = { participantId: id, ...(isOut && { lostBy: personId }) };
  await ctx.events.publish(meetingStream(meetingId), 'participantChanged', data);
  if (wasWaiting) await tellWaiting(ctx, { id });
}
