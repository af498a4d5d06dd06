import { transaction } from '@parley/kit';
import { callsIn, holdingAny } from '../call/call.access.js';
import { takeStep } from '../call/call.service.js';
import type { CallRow } from '../call/call.table.js';
import type { MeetingsContext } from '../context.js';
import { holdingRoom } from '../meeting/meeting.access.js';
import { closeRoom } from '../meeting/room-life.service.js';
import { isIn } from '../meeting/room.rules.js';
import { presentNow } from '../participant/place.service.js';
import { endsWithCall, stepAfterLeaving } from './growth.rules.js';

/** Ends what of the calls in a room is over, now that somebody may have gone out of it. */
export async function partCalls(ctx: MeetingsContext, meetingId: string): Promise<void> {
  for (const call of await callsIn(ctx, meetingId)) {
    await transaction(ctx, (inner) => partCall(inner, call));
  }
}

async function partCall(ctx: MeetingsContext, known: CallRow): Promise<void> {
  const call = await holdingAny(ctx, known);
  if (!call) return;
  const all = await presentNow(ctx, call.meetingId);
  const present = all.filter(({ state }) => isIn(state));
  const has = (id: string): boolean => present.some(({ personId }) => personId === id);
  const step = stepAfterLeaving(call.state, {
    ...{ caller: has(call.callerId), callee: has(call.calleeId), anybody: present.length > 0 },
  });
  if (!step) return;
  await takeStep(ctx, call, step, step === 'PART' ? { endedBecause: 'HUNG_UP' } : {});
  if (step === 'PART' && call.addsToId === null) await endWith(ctx, call);
}

/** Where the two were by themselves, the room is over with their call: nobody waits alone for who has hung up. */
async function endWith(ctx: MeetingsContext, { meetingId }: CallRow): Promise<void> {
  const room = await holdingRoom(ctx, meetingId);
  if (!room || room.finishedAt) return;
  const [present, calls] = [await presentNow(ctx, meetingId), await callsIn(ctx, meetingId)];
  if (endsWithCall(present.length, calls.length)) await closeRoom(ctx, room);
}
