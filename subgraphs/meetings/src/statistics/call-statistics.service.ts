import { type RequestContext, forbidden, hasPermission, invalid } from '@parley/kit';
import type { CallStatistics, StatisticsArgs } from './call-statistics.js';
import { countCalls } from './call-statistics.store.js';

const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

/**
 * How people of the viewer's organisation called each other.
 * @throws FORBIDDEN for those who do not read the audit trail, INVALID for a span that ends before it begins or is too long
 */
export async function callStatistics(
  ctx: RequestContext,
  { from, to }: StatisticsArgs,
): Promise<CallStatistics> {
  const { viewer } = ctx;
  if (!hasPermission(viewer, 'SEE_AUDIT')) {
    throw forbidden('Only people who read the audit trail may do this');
  }
  const days = (to.getTime() - from.getTime()) / DAY_MS;
  if (!(days > 0 && days <= MOST_DAYS)) {
    throw invalid('to', `After the beginning, and at most ${String(MOST_DAYS)} days`);
  }
  const none = { callCount: 0, answeredCount: 0, lostCount: 0, seconds: 0, averageScore: null };
  return (await countCalls(ctx.db, viewer.organizationId, from, to)) ?? none;
}
