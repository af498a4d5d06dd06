import type { RequestContext } from '@parley/kit';
import { type CallLog, type CallTold, callsStream, toldStream } from '../events.js';
import { finish } from '../meeting/meeting.service.js';
import { leaveAll } from '../participant/presence.service.js';
import { isOngoing } from './call.rules.js';
import type { CallRow } from './call.table.js';

/** Tells the two of a call, on all their devices, that something is different; inside a transaction. */
export async function tellCall(ctx: RequestContext, call: CallRow): Promise<void> {
  const data: CallLog['callChanged'] = { callId: call.id };
  for (const personId of [call.callerId, call.calleeId]) {
    await ctx.events.publish(callsStream(personId), 'callChanged', data);
  }
}

/** Tells who is rung, on all their devices; whoever rings sees it as a change. */
export async function tellRinging(ctx: RequestContext, call: CallRow): Promise<void> {
  const data: CallLog['callRinging'] = { callId: call.id };
  await ctx.events.publish(callsStream(call.callerId), 'callChanged', data);
  await ctx.events.publish(callsStream(call.calleeId), 'callRinging', data);
}

/**
 * Clears up after a call that is over, and tells everybody: nobody is in its room any more, unless that goes on for
 * others, and the conversation of the two shows what came of it. A call in which somebody only asked before handing
 * another over is no such news.
 */
export async function closeCall(ctx: RequestContext, call: CallRow, isRoomOfOthers: boolean): Promise<void> {
  if (call.state === 'RINGING' || isOngoing(call.state)) throw new TypeError('This call is not over');
  if (!isRoomOfOthers) {
    await leaveAll(ctx, call.meetingId);
    await finish(ctx, call.meetingId);
  }
  await tellCall(ctx, call);
  const told: CallTold = {
    callId: call.id,
    ...{ callerId: call.callerId, calleeId: call.calleeId, answered: call.answeredAt !== null },
  };
  if (call.consultsAboutId === null) await ctx.events.publish(toldStream(call.id), 'callTold', told);
}
