import { type RequestContext, notFound } from '@parley/kit';
import {
  type Measured,
  leaveMeeting,
  lockParticipants,
  missParticipant,
  noteMeasured,
  type Switched,
  switchMedia,
} from './participant.store.js';
import type { ParticipantRow } from './participant.table.js';

/** Everybody who is or was in a meeting, held until the transaction ends. */
export const holdParticipants = (ctx: RequestContext, meetingId: string): Promise<ParticipantRow[]> =>
  lockParticipants(ctx.db, meetingId);

/** Everybody who is still in a meeting leaves it. */
export const leaveAll = (ctx: RequestContext, meetingId: string): Promise<void> =>
  leaveMeeting(ctx.db, meetingId);

/** Somebody's device gives no sign of life. */
export const miss = (ctx: RequestContext, participantId: string): Promise<void> =>
  missParticipant(ctx.db, participantId);

/**
 * Switches what somebody sends.
 * @throws NOT_FOUND where they have left meanwhile
 */
export async function switchTo(ctx: RequestContext, id: string, media: Switched): Promise<ParticipantRow> {
  const switched = await switchMedia(ctx.db, id, media);
  if (!switched) throw notFound('Participant');
  return switched;
}

/**
 * Somebody's device measured that, which is a sign of life too.
 * @returns whether they were missed until now; null where they have left
 */
export const noteLife = (
  ctx: RequestContext,
  id: string,
  measured: Measured,
  score: number,
): Promise<boolean | null> => noteMeasured(ctx.db, id, measured, score);
