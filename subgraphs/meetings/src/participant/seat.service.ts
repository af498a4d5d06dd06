import { type RequestContext, newId } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { mediaTopic } from '../events.js';
import { displayNameOf } from '../person/person.service.js';
import type { MediaNews } from '../signal/media-signal.js';
import type { MediaSeat } from './media-seat.js';
import { participantsOf, seatParticipant } from './participant.store.js';
import { relaysFor } from './relay.rules.js';

/** Takes the viewer's place in a meeting on this device. */
export async function takeSeat(
  ctx: RequestContext,
  meetingId: string,
  { device, camera }: { readonly device: string; readonly camera: boolean },
): Promise<void> {
  const displayName = await displayNameOf(ctx, ctx.viewer.id);
  await seatParticipant(ctx.db, {
    ...{ id: newId('participant'), meetingId, personId: ctx.viewer.id },
    ...{ displayName, device, camera },
  });
}

/** The viewer's place in a meeting with what their device needs to speak; null where they have none. */
export async function seatIn(ctx: MeetingsContext, meetingId: string): Promise<MediaSeat | null> {
  const participant = (await participantsOf(ctx.db, ctx.viewer.id, [meetingId])).get(meetingId);
  if (!participant) return null;
  // Whatever other device had it lets go, now that this one is the last.
  const moved: MediaNews = {
    kind: 'MOVED',
    at: new Date().toISOString(),
    fromParticipantId: participant.id,
    fromSeat: participant.seat,
  };
  await ctx.events.signal(mediaTopic(participant.id), moved);
  return { participant, ...relaysFor(ctx.calls, ctx.viewer.id, new Date()) };
}
