import { conflict, later, newId, notFound, once, type RequestContext, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { chooseEncryptionOf } from '../keys/media-key.service.js';
import { begin, openCallRoom } from '../meeting/meeting.service.js';
import type { MediaSeat } from '../participant/media-seat.js';
import { type Coming, seatIn, takeSeat } from '../participant/seat.service.js';
import { checkMayCall } from '../policy/call-policy.service.js';
import { holdingCall, isOf, otherOf, peekCall } from './call.access.js';
import type { CallInput, MoveCallInput, RejectCallInput, StartCallInput } from './call.inputs.js';
import { closeCall, tellCall, tellRinging } from './call-news.service.js';
import { type CallStep, after, checkDevice, isOngoing } from './call.rules.js';
import {
  type CallChange,
  callOfMeeting,
  callsInto,
  callsNow,
  consultationAbout,
  insertCall,
  lockCall,
  lockPeople,
  updateCall,
} from './call.store.js';
import type { CallRow } from './call.table.js';

/** The job that ends ringing, and the one that looks whether those who talk are still there. */
export const GIVE_UP_RINGING = 'give-up-ringing';
export const WATCH_CALL = 'watch-call';
/** How often a call that runs is looked after. */
export const WATCH_SECONDS = 5;

/** More than this nobody is in at once. */
export const CALLS_AT_MOST = 10;

/** The call as it is now, for whoever is one of the two. */
export async function callNow(ctx: RequestContext, id: string): Promise<CallRow> {
  const call = await peekCall(ctx, id);
  if (!call) throw notFound('Call');
  return call;
}

/** Takes a step of a call that is held by this transaction, and tells of it. */
export async function takeStep(
  ctx: RequestContext,
  call: CallRow,
  step: CallStep,
  change: Omit<CallChange, 'state'> = {},
): Promise<CallRow> {
  const changed = await updateCall(ctx.db, call.id, { ...change, state: after(call.state, step) });
  if (!changed) throw notFound('Call');
  if (changed.finishedAt === null) {
    await tellCall(ctx, changed);
    return changed;
  }
  const isRoomOfOthers = call.addsToId !== null || call.state === 'GROWN';
  await closeCall(ctx, changed, isRoomOfOthers);
  if (!isRoomOfOthers) await stopAdding(ctx, changed);
  return changed;
}

/** Nobody is rung any more into a call that is over; whoever rings them is one of its two, and held with it. */
async function stopAdding(ctx: RequestContext, { meetingId }: CallRow): Promise<void> {
  for (const { id } of await callsInto(ctx.db, meetingId)) {
    const adding = await lockCall(ctx.db, id);
    if (adding?.state === 'RINGING') await takeStep(ctx, adding, 'CANCEL');
  }
}

/** Whoever begins to talk puts what they talk in on hold; their calls are held by this transaction. */
export async function holdOthers(ctx: RequestContext, besidesId: string | null): Promise<void> {
  for (const { id } of await callsNow(ctx.db, ctx.viewer.id, CALLS_AT_MOST)) {
    if (id === besidesId) continue;
    const call = await lockCall(ctx.db, id);
    if (call?.state === 'ACTIVE') await takeStep(ctx, call, 'HOLD', { heldById: ctx.viewer.id });
  }
}

/** From here on the two talk. */
export async function beginTalking(ctx: RequestContext, call: CallRow): Promise<void> {
  await begin(ctx, call.meetingId);
  await later(ctx, WATCH_CALL, { callId: call.id }, { after: new Date(Date.now() + WATCH_SECONDS * 1_000) });
}

export async function beginCall(ctx: RequestContext, call: CallRow, device?: string): Promise<CallRow> {
  await holdOthers(ctx, call.id);
  await beginTalking(ctx, call);
  return takeStep(ctx, call, 'ANSWER', device === undefined ? {} : { device });
}

/** Whom somebody rings, and about what. */
export interface Ringing {
  readonly callerId: string;
  readonly calleeId: string;
  readonly video: boolean;
  readonly consultsAboutId?: string;
  /** The call of others that they are rung into. */
  readonly addsTo?: Pick<CallRow, 'id' | 'meetingId'>;
}

/** Makes a call with its room, or into that of another one, and rings. */
export async function ring(ctx: MeetingsContext, ringing: Ringing): Promise<CallRow> {
  const { organizationId } = ctx.viewer;
  const { addsTo } = ringing;
  const meetingId =
    addsTo?.meetingId ?? (await openCallRoom(ctx, { organizationId, createdById: ringing.callerId }));
  const { ringSeconds } = ctx.calls;
  const call = await insertCall(ctx.db, {
    ...{ id: newId('call'), organizationId, meetingId, state: 'RINGING', ringSeconds },
    ...{ callerId: ringing.callerId, calleeId: ringing.calleeId, video: ringing.video },
    ...{ consultsAboutId: ringing.consultsAboutId ?? null, addsToId: addsTo?.id ?? null },
  });
  if (!call) throw notFound('Call');
  await later(ctx, GIVE_UP_RINGING, { callId: call.id }, { after: call.ringsUntil });
  await tellRinging(ctx, call);
  return call;
}

/**
 * Lets pass whoever may begin so many more calls.
 * @returns those that they are in
 * @throws CONFLICT
 */
export async function checkMoreCalls(ctx: RequestContext, count: number): Promise<CallRow[]> {
  const all = await callsNow(ctx.db, ctx.viewer.id, CALLS_AT_MOST);
  if (all.length + count > CALLS_AT_MOST) {
    throw conflict(`Nobody can be in more than ${String(CALLS_AT_MOST)} calls`);
  }
  return all;
}

async function start(ctx: MeetingsContext, { userId, video, encryption }: StartCallInput): Promise<CallRow> {
  await checkMayCall(ctx, userId, video === true);
  await lockPeople(ctx.db, [ctx.viewer.id, userId]);
  const all = await checkMoreCalls(ctx, 1);
  const between = all.find((call) => isOf(call, userId) && call.state !== 'GROWN');
  if (between?.state === 'RINGING' && between.addsToId !== null) {
    const isMine = between.callerId === ctx.viewer.id;
    throw conflict(isMine ? 'You ring this person already' : 'This person rings you: answer that call');
  }
  if (between?.state === 'RINGING') {
    // Both call each other: whoever comes second answers. Whoever rings already goes on ringing.
    const held = await lockCall(ctx.db, between.id);
    if (held?.state !== 'RINGING') throw conflict('They have just stopped calling you; call them again');
    return held.calleeId === ctx.viewer.id ? beginCall(ctx, held) : held;
  }
  if (between) throw conflict('You are in a call with this person already');
  await holdOthers(ctx, null);
  const call = await ring(ctx, { callerId: ctx.viewer.id, calleeId: userId, video: video === true });
  if (encryption) await chooseEncryptionOf(ctx, call.meetingId, encryption);
  return call;
}

/** Rings somebody on all their devices; answers their call where they ring the viewer at this moment. */
export async function startCall(ctx: MeetingsContext, input: StartCallInput): Promise<CallRow> {
  const id = await transaction(ctx, (inner) => once(inner, 'startCall', input, () => start(inner, input)));
  return callNow(ctx, id);
}

export async function seatOfCall(ctx: MeetingsContext, callId: string): Promise<MediaSeat> {
  const call = await callNow(ctx, callId);
  const seat = await seatIn(ctx, call.meetingId);
  if (!seat) throw conflict('You have no place in this call');
  return seat;
}

export const comingWith = (
  device: string,
  { video, mediaKey }: Pick<MoveCallInput, 'video' | 'mediaKey'>,
): Coming => ({ device, camera: video === true, mediaKey: mediaKey ?? null });

/** Takes the viewer's place in a call on this device, as whoever rings or talks. */
export async function moveCall(ctx: MeetingsContext, input: MoveCallInput): Promise<MediaSeat> {
  const device = checkDevice(input.device);
  const id = await transaction(ctx, (inner) =>
    once(inner, 'moveCall', input, async () => {
      const call = await holdingCall(inner, input.callId);
      const rings = call.state === 'RINGING' && call.callerId === ctx.viewer.id && call.addsToId === null;
      if (!rings && !isOngoing(call.state)) {
        after(call.state, 'HOLD');
        throw conflict('Answer this call first');
      }
      await takeSeat(inner, call.meetingId, comingWith(device, input));
      await tellCall(inner, call);
      return call;
    }),
  );
  return seatOfCall(ctx, id);
}

type Work = (ctx: RequestContext, call: CallRow) => Promise<CallRow>;

/** Does something to a call of the viewer's, once for each client key. */
async function act(
  ctx: RequestContext,
  operation: string,
  input: { readonly callId: string; readonly key: string },
  work: Work,
): Promise<CallRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, operation, input, async () => work(inner, await holdingCall(inner, input.callId))),
  );
  return callNow(ctx, id);
}

/** Declines, on all devices of the viewer. */
export const rejectCall = (ctx: RequestContext, input: RejectCallInput): Promise<CallRow> =>
  act(ctx, 'rejectCall', input, (inner, call) => {
    if (call.calleeId !== ctx.viewer.id) throw conflict('This is your own call; cancel it');
    return takeStep(inner, call, input.busy === true ? 'REPORT_BUSY' : 'REJECT');
  });

/** Stops ringing somebody. */
export const cancelCall = (ctx: RequestContext, input: CallInput): Promise<CallRow> =>
  act(ctx, 'cancelCall', input, (inner, call) => {
    if (call.callerId !== ctx.viewer.id) throw conflict('They call you; decline it');
    return takeStep(inner, call, 'CANCEL');
  });

/** Ends a call of two. What was on hold because of it stays on hold: whoever is there takes it up again. */
export const hangUpCall = (ctx: RequestContext, input: CallInput): Promise<CallRow> =>
  act(ctx, 'hangUpCall', input, (inner, call) =>
    takeStep(inner, call, 'HANG_UP', { endedBecause: 'HUNG_UP', heldById: null }),
  );

/** Puts the other on hold. */
export const holdCall = (ctx: RequestContext, input: CallInput): Promise<CallRow> =>
  act(ctx, 'holdCall', input, (inner, call) => takeStep(inner, call, 'HOLD', { heldById: ctx.viewer.id }));

async function endConsultation(ctx: RequestContext, call: CallRow): Promise<void> {
  const consultation = await consultationAbout(ctx.db, call.id);
  if (!consultation) return;
  const isRinging = consultation.state === 'RINGING';
  await takeStep(
    ctx,
    consultation,
    isRinging ? 'CANCEL' : 'HANG_UP',
    isRinging ? {} : { endedBecause: 'HUNG_UP' },
  );
}

/** Talks again; by whoever put it on hold. A consultation about it ends. */
export const resumeCall = (ctx: RequestContext, input: CallInput): Promise<CallRow> =>
  act(ctx, 'resumeCall', input, async (inner, call) => {
    after(call.state, 'RESUME');
    if (call.heldById === otherOf(call, ctx.viewer.id)) throw conflict('The other has put you on hold');
    await endConsultation(inner, call);
    await holdOthers(inner, call.id);
    return takeStep(inner, call, 'RESUME', { heldById: null });
  });

/** Tells of what changed in the room of a call. */
export async function tellCallOf(ctx: RequestContext, meetingId: string): Promise<void> {
  const call = await callOfMeeting(ctx.db, meetingId);
  if (call) await tellCall(ctx, call);
}
