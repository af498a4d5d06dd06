import { conflict, invalid, notFound, once, transaction } from '@parley/kit';
import { callsIn, holdingCall, holdingRoot, isOf } from '../call/call.access.js';
import { callNow, checkMoreCalls, ring } from '../call/call.service.js';
import type { CallRow } from '../call/call.table.js';
import type { MeetingsContext } from '../context.js';
import { holdingRoom } from '../meeting/meeting.access.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { isIn, mayDo } from '../meeting/room.rules.js';
import { placeNow, presentNow } from '../participant/place.service.js';
import { checkRoomFor } from '../participant/room-size.service.js';
import { checkMayCall } from '../policy/call-policy.service.js';
import { checkMayGrow } from './become-room.service.js';
import type { AddToCallInput } from './growth.inputs.js';
import { checkMayAdd, standingOf } from './growth.rules.js';

const MOST_ADDED = 9;
const MOST_SHOWN = 10;

/** A call that is held with its room, to which the viewer may add people. */
interface Growing {
  readonly root: CallRow;
  readonly room: MeetingRow;
  /** Whether the viewer shows themselves in it. */
  readonly video: boolean;
}

async function holdingGrowing(ctx: MeetingsContext, { callId, userIds }: AddToCallInput): Promise<Growing> {
  const root = await holdingRoot(ctx, await holdingCall(ctx, callId, userIds));
  const room = await holdingRoom(ctx, root.meetingId);
  if (!room) throw notFound('Call');
  const own = await placeNow(ctx, ctx.viewer.id, room.id);
  checkMayAdd({
    ...{ state: root.state, room: standingOf(room), isConsultation: root.consultsAboutId !== null },
    isIn: own !== null && isIn(own.state),
    isLocked: room.locked && !(own && mayDo(own.role, 'ADMIT')),
  });
  return { root, room, video: own?.camera ?? false };
}

/** @throws CONFLICT where they are in it, or were removed for good; whatever a rule against calling them says */
async function checkMayBring(ctx: MeetingsContext, growing: Growing, userId: string): Promise<void> {
  const { root, room, video } = growing;
  const place = await placeNow(ctx, userId, room.id);
  const isThere = place ? isIn(place.state) : standingOf(room) === 'OF_TWO' && isOf(root, userId);
  if (isThere) throw conflict('This person is in the call already');
  if (place?.banned) throw conflict('This person was removed from this meeting');
  await checkMayCall(ctx, userId, video);
}

async function add(ctx: MeetingsContext, input: AddToCallInput): Promise<{ id: string }> {
  const growing = await holdingGrowing(ctx, input);
  const { root, room, video } = growing;
  // Said to those who are in it, and before anybody is rung.
  checkMayGrow(ctx);
  const rung = (await callsIn(ctx, room.id)).filter(({ state }) => state === 'RINGING');
  // Whom somebody rings into it already goes on ringing.
  const fresh = input.userIds.filter((userId) => !rung.some(({ calleeId }) => calleeId === userId));
  await checkMoreCalls(ctx, fresh.length);
  await checkRoomFor(ctx, room.id, rung.length + fresh.length);
  for (const userId of fresh) {
    await checkMayBring(ctx, growing, userId);
    await ring(ctx, { callerId: ctx.viewer.id, calleeId: userId, video, addsTo: root });
  }
  return { id: input.callId };
}

/** Rings more people; a call of two becomes a room when the first of them answers. */
export async function addToCall(ctx: MeetingsContext, input: AddToCallInput): Promise<CallRow> {
  const { userIds } = input;
  if (userIds.length === 0 || userIds.length > MOST_ADDED) {
    throw invalid('userIds', `1 to ${String(MOST_ADDED)} people at once`);
  }
  if (new Set(userIds).size < userIds.length) throw invalid('userIds', 'Name each of them once');
  const id = await transaction(ctx, (inner) => once(inner, 'addToCall', input, () => add(inner, input)));
  return callNow(ctx, id);
}

/** Who talks in a call already that somebody is rung into; nobody for a call of two. */
export async function peopleIn(
  ctx: MeetingsContext,
  call: CallRow,
): Promise<readonly { readonly id: string }[]> {
  if (call.addsToId === null) return [];
  const present = (await presentNow(ctx, call.meetingId)).filter(({ state }) => isIn(state));
  return present
    .filter(({ personId }) => personId !== call.calleeId)
    .slice(0, MOST_SHOWN)
    .map(({ personId }) => ({ id: personId }));
}
