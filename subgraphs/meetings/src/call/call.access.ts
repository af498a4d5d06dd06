import { batchOf, load, notFound, type RequestContext } from '@parley/kit';
import { callOfMeeting, callsById, callsInto, lockCall, lockPeople } from './call.store.js';
import type { CallRow } from './call.table.js';

/** Batch: calls, whoever asks. */
const findCalls = batchOf(callsById);

/** Whether somebody is one of the two. */
export const isOf = (call: CallRow, personId: string): boolean =>
  call.callerId === personId || call.calleeId === personId;

/** The other of the two. */
export const otherOf = (call: CallRow, personId: string): string =>
  call.callerId === personId ? call.calleeId : call.callerId;

/** A call of the viewer's; null for everybody else's. */
export async function peekCall(ctx: RequestContext, id: string): Promise<CallRow | null> {
  const call = await load(ctx, findCalls, id);
  return call && isOf(call, ctx.viewer.id) ? call : null;
}

/** The call that somebody is rung into by another one; else the call itself. */
const rootOf = async (ctx: RequestContext, call: CallRow): Promise<CallRow> =>
  call.addsToId === null ? call : ((await callsById(ctx.db, [call.addsToId])).get(call.addsToId) ?? call);

/**
 * A call of the viewer's, held until the transaction ends, with everything that the two of it do in other calls: those
 * are always held first and all at once, so that no two who hold a call each wait for the other's. Whoever holds a
 * person holds their other calls by locking the rows alone.
 * Of a call that rings somebody into another one, the two of that are held as well.
 * @param alsoIds others whose calls are changed by what is done
 * @throws NOT_FOUND for everybody else's
 */
export async function holdingCall(
  ctx: RequestContext,
  id: string,
  alsoIds: readonly string[] = [],
): Promise<CallRow> {
  const known = (await callsById(ctx.db, [id])).get(id);
  if (!known || !isOf(known, ctx.viewer.id)) throw notFound('Call');
  const { callerId, calleeId } = await rootOf(ctx, known);
  await lockPeople(ctx.db, [known.callerId, known.calleeId, callerId, calleeId, ...alsoIds]);
  const call = await lockCall(ctx.db, id);
  if (!call) throw notFound('Call');
  return call;
}

/** The call that somebody is rung into by one that is held, held as well; else that one. */
export async function holdingRoot(ctx: RequestContext, call: CallRow): Promise<CallRow> {
  const root = call.addsToId === null ? call : await lockCall(ctx.db, call.addsToId);
  if (!root) throw notFound('Call');
  return root;
}

/** A call with its two people, held until the transaction ends, whoever asks; never for an id that a client gave. */
export async function holdingAny(ctx: RequestContext, { id, ...call }: CallRow): Promise<CallRow | null> {
  const { callerId, calleeId } = await rootOf(ctx, { id, ...call });
  await lockPeople(ctx.db, [call.callerId, call.calleeId, callerId, calleeId]);
  return (await lockCall(ctx.db, id)) ?? null;
}

/** The calls in a room that are not over: those by which people talk there, or are rung into it. */
export const callsIn = (ctx: RequestContext, meetingId: string): Promise<CallRow[]> =>
  callsInto(ctx.db, meetingId);

/** The call whose room it is, or was at first; null where it began as none. */
export const callOf = async (ctx: RequestContext, meetingId: string): Promise<CallRow | null> =>
  (await callOfMeeting(ctx.db, meetingId)) ?? null;
