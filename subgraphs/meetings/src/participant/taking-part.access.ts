import { type RequestContext, conflict, notFound } from '@parley/kit';
import { accessMeeting, holdingMeeting } from '../meeting/meeting.access.js';
import type { MeetingAct } from '../meeting/meeting-settings.js';
import { type Standing, roleIn } from '../meeting/meeting-rights.rules.js';
import { checkAct, isIn } from '../meeting/room.rules.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { findParticipants } from './participant.access.js';
import { peekParticipant } from './participant.service.js';
import type { ParticipantRow } from './participant.table.js';

/** Somebody in a room, with the room. */
export interface TakingPart {
  readonly meeting: MeetingRow;
  readonly participant: ParticipantRow;
}

/**
 * The viewer in a room that is not over, who may do that there.
 * @throws NOT_FOUND where the room is hidden, CONFLICT where they are not in it, FORBIDDEN where they may not
 */
export const takingPart = async (
  ctx: RequestContext,
  meetingId: string,
  act: MeetingAct,
): Promise<TakingPart> => partOf(ctx, await accessMeeting(ctx, meetingId, 'READ'), act);

/** The same, with the room held until the transaction ends. */
export const holdingPart = async (
  ctx: RequestContext,
  meetingId: string,
  act: MeetingAct,
): Promise<TakingPart> => partOf(ctx, await holdingMeeting(ctx, meetingId, 'READ'), act);

function partOf(ctx: RequestContext, standing: Standing, act: MeetingAct): TakingPart {
  const { meeting, participant } = standing;
  if (meeting.finishedAt) throw conflict('This meeting is over');
  if (!participant || !isIn(participant.state)) throw conflict('Come into the meeting first');
  // Two who call each other are equals: nobody says what they may.
  if (meeting.kind !== 'CALL') checkAct(roleIn(ctx.viewer, standing), act, meeting.participantsMay);
  return { meeting, participant };
}

/**
 * Somebody whom the viewer sees in a room.
 * @throws NOT_FOUND
 */
export async function seenParticipant(ctx: RequestContext, id: string): Promise<ParticipantRow> {
  const participant = await peekParticipant(ctx, id);
  if (!participant) throw notFound('Participant');
  return participant;
}

/**
 * Somebody seen in a room whom the viewer has a say over, or the viewer; the room is held until the transaction ends.
 * @throws FORBIDDEN where they are not the viewer and only hosts may, CONFLICT where they have left
 */
export async function heldParticipant(
  ctx: RequestContext,
  { id, personId, meetingId }: ParticipantRow,
): Promise<TakingPart & { readonly isOwn: boolean }> {
  const isOwn = personId === ctx.viewer.id;
  const { meeting } = await holdingMeeting(ctx, meetingId, isOwn ? 'READ' : 'MUTE');
  const [participant] = (await findParticipants(ctx, [id])).values();
  if (!participant || !isIn(participant.state)) throw conflict('They have left this meeting');
  return { meeting, participant, isOwn };
}
