import { conflict, invalid, once, transaction, unavailable } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { holdingRoom, meetingInside } from '../meeting/meeting.access.js';
import { keepMediaKey } from '../keys/media-key.service.js';
import type { MediaMode } from '../meeting/meeting-kind.js';
import { openRoom } from '../meeting/room-life.service.js';
import { tellParticipant } from '../meeting/room-news.service.js';
import { isIn } from '../meeting/room.rules.js';
import type { MediaSeat } from '../participant/media-seat.js';
import { ownParticipant } from '../participant/participant.access.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { changePlace, placesNow } from '../participant/place.service.js';
import { seatIn } from '../participant/seat.service.js';
import type { MediaSignalInput } from '../signal/signal.inputs.js';
import { placeFor } from './room-media.service.js';
import type { SeatWish } from './seat-wish.js';
import type { ChooseLayersInput, RenewMediaSeatInput } from './routed.inputs.js';
import { seatIsLost } from './routed.store.js';

const MOST_TILES = 100;
const WIDEST = 16_384;

async function wish(ctx: MeetingsContext, own: ParticipantRow, what: SeatWish): Promise<void> {
  const meeting = await meetingInside(ctx, own.meetingId);
  if (meeting.mode === 'PEER') throw conflict('Media of this meeting goes from device to device');
  if (meeting.mode === 'UNAVAILABLE') throw unavailable(ctx.routed.missing ?? 'No media server is set up');
  await ctx.routed.fulfil(own, what, () => placeFor(ctx, meeting));
}

/** Passes a step of signalling on to the media server, by the process that looks after the seat. */
export const signalServer = (
  ctx: MeetingsContext,
  own: ParticipantRow,
  signal: MediaSignalInput,
): Promise<void> => wish(ctx, own, { signal });

/**
 * A device of the viewer's listens from now on: what it is to receive is offered, as when it says READY, and without its
 * having to. What keeps the media server from that is told to a device that says it.
 */
export const heedListening = (ctx: MeetingsContext, own: ParticipantRow): Promise<void> =>
  wish(ctx, own, { listens: true }).catch((error: unknown) => {
    ctx.subgraph.logger.debug({ err: String(error) }, 'a device that listens is offered nothing yet');
  });

/** Says which pictures the viewer's device shows, and how large. */
export async function chooseLayers(ctx: MeetingsContext, input: ChooseLayersInput): Promise<boolean> {
  if (input.tiles.length > MOST_TILES) throw invalid('tiles', `At most ${String(MOST_TILES)} pictures`);
  if (input.tiles.some(({ width }) => width < 1 || width > WIDEST)) {
    throw invalid('tiles', `A picture is 1 to ${WIDEST.toLocaleString('en')} pixels wide`);
  }
  const own = await ownParticipant(ctx, input.participantId);
  const tiles = input.tiles.map(({ screen, ...tile }) => ({ ...tile, screen: screen ?? false }));
  await wish(ctx, own, { tiles });
  return true;
}

/** Makes the viewer's seat another one where the media server has lost it, and runs a room that broke with it again. */
async function takeAnew(ctx: MeetingsContext, own: ParticipantRow): Promise<void> {
  const meeting = await holdingRoom(ctx, own.meetingId);
  const [now] = await placesNow(ctx, [own.id]);
  if (!meeting || !now || !isIn(now.state)) throw conflict('This is over, or you have left it');
  if (now.seat !== own.seat || !(await seatIsLost(ctx.db, own.id, own.seat))) return;
  const taken = await changePlace(ctx, now, { seat: now.seat + 1 });
  await keepMediaKey(ctx, now.id, { from: now.seat, to: taken.seat });
  await tellParticipant(ctx, taken);
  await openRoom(ctx, meeting);
}

/** New credentials, and after a loss another seat. */
export async function renewMediaSeat(ctx: MeetingsContext, input: RenewMediaSeatInput): Promise<MediaSeat> {
  const own = await ownParticipant(ctx, input.participantId);
  const { mode } = await meetingInside(ctx, own.meetingId);
  const missing = missingMedia(ctx, mode);
  if (missing !== null) throw unavailable(missing);
  await transaction(ctx, (inner) =>
    once(inner, 'renewMediaSeat', input, async () => {
      await takeAnew(inner, own);
      return own;
    }),
  );
  const seat = await seatIn(ctx, own.meetingId);
  if (!seat) throw conflict('This is over, or you have left it');
  return seat;
}

/** What keeps media of a meeting from flowing, as a sentence. */
export const missingMedia = (ctx: MeetingsContext, mode: MediaMode): string | null =>
  mode === 'PEER' ? null : ctx.routed.missing;
