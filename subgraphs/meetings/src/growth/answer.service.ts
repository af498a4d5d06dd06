import { conflict, notFound, once, transaction } from '@parley/kit';
import { holdingCall, holdingRoot } from '../call/call.access.js';
import type { AnswerCallInput } from '../call/call.inputs.js';
import { after, checkDevice } from '../call/call.rules.js';
import { beginCall, comingWith, holdOthers, seatOfCall, takeStep } from '../call/call.service.js';
import type { CallRow } from '../call/call.table.js';
import type { MeetingsContext } from '../context.js';
import { holdingRoom } from '../meeting/meeting.access.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { openRoom, watch } from '../meeting/room-life.service.js';
import { tellParticipant } from '../meeting/room-news.service.js';
import { beyond } from '../participant/hold.service.js';
import type { MediaSeat } from '../participant/media-seat.js';
import { changePlace, placeNow } from '../participant/place.service.js';
import { checkRoomFor } from '../participant/room-size.service.js';
import { type Coming, takeSeat } from '../participant/seat.service.js';
import { becomeRoom } from './become-room.service.js';
import { growsBy, standingOf } from './growth.rules.js';

/** Takes the viewer's place in a room that is held, with no more switched on than anybody who comes. */
async function comeIn(ctx: MeetingsContext, room: MeetingRow, coming: Coming): Promise<void> {
  await checkRoomFor(ctx, room.id, 1);
  await takeSeat(ctx, room.id, coming);
  const seated = await placeNow(ctx, ctx.viewer.id, room.id);
  if (!seated) throw notFound('Participant');
  if (seated.banned) throw conflict('You were removed from this meeting');
  const place = await changePlace(ctx, seated, {
    ...{ admitted: true, handRaisedAt: null, ...(room.mutedOnEntry && { microphone: false }) },
    ...beyond(room, seated),
  });
  await openRoom(ctx, await watch(ctx, room));
  await tellParticipant(ctx, place);
}

/** Whoever was rung into a call of others comes in; the first of them makes it a room. */
async function joinIn(ctx: MeetingsContext, call: CallRow, coming: Coming): Promise<CallRow> {
  const root = await holdingRoot(ctx, call);
  const room = await holdingRoom(ctx, call.meetingId);
  if (!room) throw notFound('Call');
  const grown = growsBy(root.state, standingOf(room)) ? await becomeRoom(ctx, root, room) : room;
  await holdOthers(ctx, call.id);
  await comeIn(ctx, grown, coming);
  return takeStep(ctx, call, 'JOIN_IN', { device: coming.device });
}

/** Answers on this device; the others stop ringing. */
export async function answerCall(ctx: MeetingsContext, input: AnswerCallInput): Promise<MediaSeat> {
  const device = checkDevice(input.device);
  const id = await transaction(ctx, (inner) =>
    once(inner, 'answerCall', input, async () => {
      const call = await holdingCall(inner, input.callId);
      if (call.calleeId !== ctx.viewer.id) throw conflict('This is your own call; they have to answer it');
      // Said before anything is written: whoever comes second has taken nothing.
      after(call.state, 'ANSWER');
      if (call.addsToId !== null) return joinIn(inner, call, comingWith(device, input));
      await takeSeat(inner, call.meetingId, comingWith(device, input));
      return beginCall(inner, call, device);
    }),
  );
  return seatOfCall(ctx, id);
}
