import { type RequestContext, batchOf, load } from '@parley/kit';
import { breakoutsIn, closeSession, openSessions } from './breakout.store.js';
import type { BreakoutSessionRow } from './breakout.table.js';

const findSessions = batchOf(openSessions);

/** That the breakout rooms of a meeting are open; null while they are not. */
export const sessionOf = async (ctx: RequestContext, meetingId: string): Promise<BreakoutSessionRow | null> =>
  (await load(ctx, findSessions, meetingId)) ?? null;

/** The same as it is at this moment of a transaction. */
export const sessionNow = async (
  ctx: RequestContext,
  meetingId: string,
): Promise<BreakoutSessionRow | null> => (await openSessions(ctx.db, [meetingId])).get(meetingId) ?? null;

/** The breakout rooms of a meeting that are open now; their time is over with this. @returns their ids */
export async function endSession(ctx: RequestContext, meetingId: string): Promise<readonly string[]> {
  if (!(await sessionNow(ctx, meetingId))) return [];
  await closeSession(ctx.db, meetingId);
  return (await breakoutsIn(ctx.db, meetingId)).map((breakout) => breakout.meetingId).sort();
}
