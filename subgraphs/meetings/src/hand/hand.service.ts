import { forbidden, notFound, once, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { tellParticipant } from '../meeting/room-news.service.js';
import { checkAct } from '../meeting/room.rules.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { changePlace, placesNow } from '../participant/place.service.js';
import { type TakingPart, heldParticipant, seenParticipant } from '../participant/taking-part.access.js';
import { noteHand } from '../reaction/participation.service.js';
import type { RaiseHandInput } from './hand.inputs.js';

/** Puts a hand up or down that is not there yet; who raised it first is first. */
async function move(
  ctx: MeetingsContext,
  { meeting, participant, isOwn }: TakingPart & { readonly isOwn: boolean },
  raised: boolean,
): Promise<void> {
  if (raised === (participant.handRaisedAt !== null)) return;
  if (raised && !isOwn) throw forbidden('Everybody raises their own hand');
  if (raised) {
    checkAct(participant.role, 'REACT', meeting.participantsMay);
    await noteHand(ctx, participant.id);
  }
  const handRaisedAt = raised ? new Date() : null;
  await tellParticipant(ctx, await changePlace(ctx, participant, { handRaisedAt }));
}

/** Raises or lowers the viewer's hand; hosts lower those of others. */
export async function raiseHand(ctx: MeetingsContext, input: RaiseHandInput): Promise<ParticipantRow> {
  const seen = await seenParticipant(ctx, input.participantId);
  const id = await transaction(ctx, (inner) =>
    once(inner, 'raiseHand', input, async () => {
      const held = await heldParticipant(inner, seen);
      await move(inner, held, input.raised);
      return held.participant;
    }),
  );
  const [participant] = await placesNow(ctx, [id]);
  if (!participant) throw notFound('Participant');
  return participant;
}
