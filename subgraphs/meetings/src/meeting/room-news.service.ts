import type { RequestContext } from '@parley/kit';
import { type MeetingLog, lobbyStream, meetingStream } from '../events.js';
import { openInChannel } from './meeting.store.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { tellRoom } from './room-told.service.js';

/**
 * Tells everybody in a meeting, and other subgraphs, that it is another one now; inside a transaction.
 * @param all whether the right of everybody to see it may have changed
 */
export async function tellMeeting(ctx: RequestContext, meetingId: string, all = false): Promise<void> {
  const data: MeetingLog['meetingChanged'] = { meetingId, ...(all && { all }) };
  await ctx.events.publish(meetingStream(meetingId), 'meetingChanged', data);
  await tellRoom(ctx, meetingId);
}

/** Tells whoever waits, and nobody else, that their place is another one now. */
export async function tellWaiting(ctx: RequestContext, { id }: Pick<ParticipantRow, 'id'>): Promise<void> {
  const data: MeetingLog['participantChanged'] = { participantId: id };
  await ctx.events.publish(lobbyStream(id), 'participantChanged', data);
}

/** What is told of somebody in a meeting. */
type PlaceTold = Pick<ParticipantRow, 'id' | 'meetingId' | 'personId' | 'role' | 'state' | 'admitted'>;

/** Tells everybody in a meeting of somebody in it; and, while they wait, them. */
export async function tellParticipant(
  ctx: RequestContext,
  { id, meetingId, personId, role, state, admitted }: PlaceTold,
  wasWaiting = false,
): Promise<void> {
  const isOut = state === 'DENIED' || state === 'REMOVED' || (state === 'LEFT' && !admitted);
  const data: MeetingLog['participantChanged'] = {
    ...{ participantId: id, place: { personId, role, state } },
    ...(isOut && { lostBy: personId }),
  };
  await ctx.events.publish(meetingStream(meetingId), 'participantChanged', data);
  if (wasWaiting) await tellWaiting(ctx, { id });
}

/** More rooms than this nobody keeps open in one channel. */
const OPEN_AT_MOST = 1_000;

/** Tells the rooms of a channel that these people are in it no longer: what they see of the rooms may be less now. */
export async function tellLost(
  ctx: RequestContext,
  channelId: string,
  personIds: readonly string[],
): Promise<void> {
  const meetingIds = personIds.length === 0 ? [] : await openInChannel(ctx.db, channelId, OPEN_AT_MOST);
  for (const meetingId of meetingIds) {
    const data: MeetingLog['meetingChanged'] = { meetingId, lostBy: personIds };
    await ctx.events.publish(meetingStream(meetingId), 'meetingChanged', data);
  }
}
