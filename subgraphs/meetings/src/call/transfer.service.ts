import { conflict, newId, notFound, once, type RequestContext, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { openCallRoom } from '../meeting/meeting.service.js';
import { checkMayCall } from '../policy/call-policy.service.js';
import { holdingCall, isOf, otherOf } from './call.access.js';
import type { CallInput, TransferCallInput } from './call.inputs.js';
import { tellCall } from './call-news.service.js';
import { after } from './call.rules.js';
import { beginTalking, callNow, holdOthers, ring, takeStep } from './call.service.js';
import { consultationAbout, insertCall } from './call.store.js';
import type { CallRow } from './call.table.js';

/**
 * Hands a call over without a word: the other rings the new one, and whoever handed it over is out of it. Nobody who
 * was only called chooses whom to ring, so that the right to call is that of whoever hands over.
 */
async function handOver(ctx: MeetingsContext, call: CallRow, userId: string): Promise<CallRow> {
  after(call.state, 'HAND_OVER');
  const otherId = otherOf(call, ctx.viewer.id);
  const next = await ring(ctx, { callerId: otherId, calleeId: userId, video: call.video });
  return takeStep(ctx, call, 'HAND_OVER', {
    ...{ endedBecause: 'TRANSFERRED', transferredToId: next.id, heldById: null },
  });
}

/** Puts a call on hold and rings whoever may take it over, to speak with them first. */
async function consult(ctx: MeetingsContext, call: CallRow, userId: string): Promise<CallRow> {
  after(call.state, 'CONSULT');
  const waiting = await takeStep(ctx, call, 'CONSULT', { heldById: ctx.viewer.id });
  await holdOthers(ctx, call.id);
  await ring(ctx, { callerId: ctx.viewer.id, calleeId: userId, video: false, consultsAboutId: call.id });
  return waiting;
}

/** Hands a call over to somebody else, at once or after speaking with them. */
export async function transferCall(ctx: MeetingsContext, input: TransferCallInput): Promise<CallRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'transferCall', input, async () => {
      const call = await holdingCall(inner, input.callId, [input.userId]);
      if (isOf(call, input.userId)) throw conflict('This person is in the call already');
      if (call.heldById === otherOf(call, ctx.viewer.id)) throw conflict('The other has put you on hold');
      await checkMayCall(inner, input.userId, false);
      return input.attended === true
        ? consult(inner, call, input.userId)
        : handOver(inner, call, input.userId);
    }),
  );
  return callNow(ctx, id);
}

/** Puts the two through whom the viewer spoke with, who is out of both calls then. */
async function putThrough(ctx: RequestContext, call: CallRow, consultation: CallRow): Promise<CallRow> {
  const { organizationId } = call;
  const meetingId = await openCallRoom(ctx, { organizationId, createdById: ctx.viewer.id });
  const next = await insertCall(ctx.db, {
    ...{ id: newId('call'), organizationId, meetingId, state: 'ACTIVE', ringSeconds: 0, video: call.video },
    ...{ callerId: otherOf(call, ctx.viewer.id), calleeId: otherOf(consultation, ctx.viewer.id) },
    ...{ consultsAboutId: null, addsToId: null },
  });
  if (!next) throw notFound('Call');
  await beginTalking(ctx, next);
  await tellCall(ctx, next);
  const ending = { endedBecause: 'TRANSFERRED', transferredToId: next.id, heldById: null } as const;
  await takeStep(ctx, consultation, 'HAND_OVER', ending);
  return takeStep(ctx, call, 'HAND_OVER', ending);
}

/** Finishes an attended transfer, once whoever takes over has answered. */
export async function completeTransfer(ctx: MeetingsContext, input: CallInput): Promise<CallRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'completeTransfer', input, async () => {
      const call = await holdingCall(inner, input.callId);
      if (call.state !== 'TRANSFERRING' || call.heldById !== ctx.viewer.id) {
        throw conflict('Choose first whom to hand this call over to');
      }
      const consultation = await consultationAbout(inner.db, call.id);
      if (!consultation) throw conflict('Whoever was to take over has hung up; take the call up again');
      if (consultation.state === 'RINGING') {
        throw conflict('Wait until they answer, or hand over without a word');
      }
      return putThrough(inner, call, consultation);
    }),
  );
  return callNow(ctx, id);
}
