import { batchOf, conflict, load, notFound, type RequestContext } from '@parley/kit';
import { isIn } from '../meeting/room.rules.js';
import { participantsById } from './participant.store.js';
import type { ParticipantRow } from './participant.table.js';

/** Batch: participants, whoever asks. */
export const findParticipants = batchOf(participantsById);

/**
 * The viewer as a participant who is in.
 * @throws NOT_FOUND for somebody else's id, CONFLICT where the viewer has left, or waits
 */
export async function ownParticipant(ctx: RequestContext, id: string): Promise<ParticipantRow> {
  const participant = await load(ctx, findParticipants, id);
  if (participant?.personId !== ctx.viewer.id) throw notFound('Participant');
  if (!isIn(participant.state)) throw conflict('This is over, or you have left it');
  return participant;
}
