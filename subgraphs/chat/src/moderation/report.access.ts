import { batchOf, hasPermission, load, notFound, type RequestContext } from '@parley/kit';
import { rightsIn } from '../channel/channel.access.js';
import { reportsById } from './report.store.js';
import type { ModerationReportRow } from './report.table.js';

const findReportsById = batchOf(reportsById);

/** Whether the viewer decides about every report of the organisation, also about what two people say. */
export const judgesAll = (ctx: RequestContext): boolean => hasPermission(ctx.viewer, 'MODERATE_CHANNELS');

/** Whether the viewer decides about reports in that channel. */
export const judgesIn = async (ctx: RequestContext, channelId: string): Promise<boolean> =>
  judgesAll(ctx) || (await rightsIn(ctx, channelId)).has('MODERATE');

/** A report, if the viewer made it or decides about it. */
export async function peekReport(ctx: RequestContext, id: string): Promise<ModerationReportRow | null> {
  const report = await load(ctx, findReportsById, id);
  if (report?.organizationId !== ctx.viewer.organizationId) return null;
  if (report.reportedById === ctx.viewer.id) return report;
  return (await judgesIn(ctx, report.channelId)) ? report : null;
}

/** @throws NOT_FOUND where the report is hidden or absent */
export async function accessReport(ctx: RequestContext, id: string): Promise<ModerationReportRow> {
  const report = await peekReport(ctx, id);
  if (!report) throw notFound('ModerationReport');
  return report;
}
