import { type Page, type PageArgs, pageRequest, type RequestContext, toPage } from '@parley/kit';
import { callsStream } from '../events.js';
import { CALLS_AT_MOST } from './call.service.js';
import { callsNow, callsOf } from './call.store.js';
import type { CallRow } from './call.table.js';

export { peekCall as readCall } from './call.access.js';

/** The viewer's calls that ring or run. */
export const activeCalls = (ctx: RequestContext): Promise<CallRow[]> =>
  callsNow(ctx.db, ctx.viewer.id, CALLS_AT_MOST);

const keyOf = ({ startedAt, id }: CallRow): readonly string[] => [startedAt.toISOString(), id];

/** A page of the viewer's past calls. */
export async function callHistory(
  ctx: RequestContext,
  args: PageArgs,
  missedOnly: boolean,
): Promise<Page<CallRow>> {
  const request = pageRequest(args);
  return toPage(await callsOf(ctx.db, ctx.viewer.id, missedOnly, request), request, keyOf);
}

/** The cursor that activeCalls is at least exact at. */
export const callCursor = (ctx: RequestContext): Promise<string> =>
  ctx.events.head(callsStream(ctx.viewer.id));

/** How long the two talked, in seconds; null for a call that was not answered or goes on. */
export function durationOf({
  answeredAt,
  finishedAt,
}: Pick<CallRow, 'answeredAt' | 'finishedAt'>): number | null {
  if (!answeredAt || !finishedAt) return null;
  return Math.round((finishedAt.getTime() - answeredAt.getTime()) / 1_000);
}
