import { type RequestContext, transaction } from '@parley/kit';
import { callsIn, holdingAny } from '../call/call.access.js';
import { takeStep } from '../call/call.service.js';
import type { CallRow } from '../call/call.table.js';
import { isIn } from '../meeting/room.rules.js';
import { presentNow } from '../participant/place.service.js';
import { stepAfterLeaving } from './growth.rules.js';

/** Ends what of the calls in a room is over, now that somebody may have gone out of it. */
export async function partCalls(ctx: RequestContext, meetingId: string): Promise<void> {
  for (const call of await callsIn(ctx, meetingId)) {
    await transaction(ctx, (inner) => partCall(inner, call));
  }
}

async function partCall(ctx: RequestContext, known: CallRow): Promise<void> {
  const call = await holdingAny(ctx, known);
  if (!call) return;
  const present = (await presentNow(ctx, call.meetingId)).filter(({ state }) => isIn(state));
  const has = (id: string): boolean => present.some(({ personId }) => personId === id);
  const step = stepAfterLeaving(call.state, {
    ...{ caller: has(call.callerId), callee: has(call.calleeId), anybody: present.length > 0 },
  });
  if (step) await takeStep(ctx, call, step, step === 'PART' ? { endedBecause: 'HUNG_UP' } : {});
}
