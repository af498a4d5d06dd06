import { batchOf, load, notFound, type RequestContext } from '@parley/kit';
import { callsById, lockCall, lockPeople } from './call.store.js';
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

/**
 * A call of the viewer's, held until the transaction ends, with everything that the two of it do in other calls: those
 * are always held first and all at once, so that no two who hold a call each wait for the other's. Whoever holds a
 * person holds their other calls by locking the rows alone.
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
  await lockPeople(ctx.db, [known.callerId, known.calleeId, ...alsoIds]);
  const call = await lockCall(ctx.db, id);
  if (!call) throw notFound('Call');
  return call;
}
