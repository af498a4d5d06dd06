import { type RequestContext, newId } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { mediaTopic } from '../events.js';
import { bringMediaKey } from '../keys/media-key.service.js';
import { meetingInside } from '../meeting/meeting.access.js';
import { displayNameOf } from '../person/person.service.js';
import type { MediaNews } from '../signal/media-signal.js';
import type { MediaSeat } from './media-seat.js';
import { seatParticipant } from './participant.store.js';
import { placeOf } from './place.service.js';
import { relaysFor } from './relay.rules.js';

/** The device with which somebody takes their place. */
export interface Coming {
  readonly device: string;
  readonly camera: boolean;
  /** Its public key; null where it cannot encrypt. */
  readonly mediaKey: string | null;
}

/** Takes the viewer's place in a meeting on this device. */
export async function takeSeat(
  ctx: RequestContext,
  meetingId: string,
  { device, camera, mediaKey }: Coming,
): Promise<void> {
  const displayName = await displayNameOf(ctx, ctx.viewer.id);
  const seated = await seatParticipant(ctx.db, {
    ...{ id: newId('participant'), meetingId, personId: ctx.viewer.id },
    ...{ displayName, device, camera },
  });
  await bringMediaKey(ctx, seated, mediaKey);
}

/** The viewer's place in a meeting with what their device needs to speak; null where they have none. */
export async function seatIn(ctx: MeetingsContext, meetingId: string): Promise<MediaSeat | null> {
  const participant = await placeOf(ctx, ctx.viewer.id, meetingId);
  if (!participant) return null;
  // Whatever other device had it lets go, now that this one is the last.
  const moved: MediaNews = {
    kind: 'MOVED',
    at: new Date().toISOString(),
    fromParticipantId: participant.id,
    fromSeat: participant.seat,
  };
  await ctx.events.signal(mediaTopic(participant.id), moved);
  const meeting = await meetingInside(ctx, meetingId);
  const token = meeting.mode === 'ROUTED' ? await ctx.calls.media?.seated(ctx, meeting, participant) : null;
  return {
    ...{ participant, mode: meeting.mode, token: token ?? null },
    ...relaysFor(ctx.calls, ctx.viewer.id, new Date()),
  };
}
