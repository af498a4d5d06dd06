import { conflict, notFound, once, transaction } from '@parley/kit';
import { sessionNow } from '../breakout/breakout-session.service.js';
import type { MeetingsContext } from '../context.js';
import { holdingRoom } from '../meeting/meeting.access.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { changeRoom, restIfEmpty } from '../meeting/room-life.service.js';
import { tellMeeting, tellParticipant } from '../meeting/room-news.service.js';
import { type PlaceStep, isIn, stepTo } from '../meeting/room.rules.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { changePlace, placesNow } from '../participant/place.service.js';
import type { LeaveMeetingInput } from './entry.inputs.js';
import { hostHasLeft } from './succession.service.js';

/**
 * Takes somebody out of a room that is held by this transaction, with all that follows: the spotlight moves off them,
 * somebody stands in for a host, an empty room rests.
 */
export async function takeOut(
  ctx: MeetingsContext,
  meeting: MeetingRow,
  participant: ParticipantRow,
  step: Extract<PlaceStep, 'LEAVE' | 'REMOVE' | 'DENY'>,
  change: { readonly banned?: boolean } = {},
): Promise<ParticipantRow> {
  const { state: before, stoodInFrom, role } = participant;
  const out = await changePlace(ctx, participant, {
    ...{
      state: stepTo(before, step),
      leftAt: participant.leftAt ?? new Date(),
      missedSince: null,
      handRaisedAt: null,
      ...change,
    },
    ...{ microphone: false, camera: false, screen: false },
    ...(step !== 'LEAVE' && { admitted: false }),
    // Whoever stood in for a host is again what they were when they come back.
    ...{ role: stoodInFrom ?? role, stoodInFrom: null },
  });
  await tellParticipant(ctx, out, before === 'WAITING');
  if (!isIn(before)) return out;
  await ctx.calls.media?.left(ctx, out);
  if (meeting.spotlightId === out.id) {
    await changeRoom(ctx, meeting, { spotlightId: null });
    await tellMeeting(ctx, meeting.id);
  }
  // Whoever is in a breakout room keeps order in the meeting from there.
  if (role === 'HOST' && !(await sessionNow(ctx, meeting.id))) await hostHasLeft(ctx, meeting);
  await restIfEmpty(ctx, meeting);
  return out;
}

/** The viewer as somebody in a room, with the room held until the transaction ends. */
async function holdingOwn(
  ctx: MeetingsContext,
  id: string,
): Promise<{ readonly meeting: MeetingRow; readonly participant: ParticipantRow }> {
  const [known] = await placesNow(ctx, [id]);
  if (known?.personId !== ctx.viewer.id) throw notFound('Participant');
  const meeting = await holdingRoom(ctx, known.meetingId);
  const [participant] = await placesNow(ctx, [id]);
  if (!meeting || !participant) throw notFound('Participant');
  return { meeting, participant };
}

/** Goes out, or stops waiting. */
export async function leaveMeeting(ctx: MeetingsContext, input: LeaveMeetingInput): Promise<ParticipantRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'leaveMeeting', input, async () => {
      const { meeting, participant } = await holdingOwn(inner, input.participantId);
      if (meeting.kind === 'CALL') throw conflict('This is the room of a call: hang up');
      const isElsewhere = input.seat != null && input.seat !== participant.seat;
      return isElsewhere ? participant : takeOut(inner, meeting, participant, 'LEAVE');
    }),
  );
  const [participant] = await placesNow(ctx, [id]);
  if (!participant) throw notFound('Participant');
  return participant;
}
