import {
  type Page,
  type RequestContext,
  audit,
  forbidden,
  invalid,
  newId,
  notFound,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { accessChannel } from '../channel/channel.access.js';
import { accessMessage } from '../message/message.access.js';
import { accessReport, judgesAll } from './report.access.js';
import type { ModerationQueueArgs, ReportMessageInput } from './report.inputs.js';
import { tellJudges } from './report-live.service.js';
import { findReports, insertReport } from './report.store.js';
import type { ModerationReportRow } from './report.table.js';

const REASON_LENGTH = 500;

/** How much of a message a report keeps, in UTF-16 code units. */
const EXCERPT_LENGTH = 2_000;

/** What a report keeps of a text. */
export const excerptOf = (text: string | null): string | null =>
  text?.slice(0, EXCERPT_LENGTH).toWellFormed() ?? null;

/** A sentence for people, trimmed; nothing left of it means none. */
export function checkSentence(field: string, value: string | null | undefined): string | null {
  const text = value?.trim() ?? '';
  if (text.length > REASON_LENGTH || !text.isWellFormed() || text.includes('\0')) {
    throw invalid(field, `At most ${String(REASON_LENGTH)} characters`);
  }
  return text || null;
}

/** Reports a message to those who keep order; whoever reads it may. */
export async function reportMessage(
  ctx: RequestContext,
  input: ReportMessageInput,
): Promise<ModerationReportRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'reportMessage', input, async () => {
      const reason = checkSentence('reason', input.reason);
      if (!reason) throw invalid('reason', 'Say what is wrong with it');
      const { message, standing } = await accessMessage(inner, input.messageId, 'READ');
      if (message.authorId === inner.viewer.id) {
        throw forbidden('Nobody reports their own message; delete it');
      }
      if (message.kind === 'SYSTEM' || message.deletedAt) throw forbidden('There is nothing in it to report');
      const { channel } = standing;
      const report = await insertReport(inner.db, {
        ...{ id: newId('moderation_report'), organizationId: channel.organizationId, channelId: channel.id },
        ...{ messageId: message.id, authorId: message.authorId, excerpt: excerptOf(message.text) },
        ...{ reportedById: inner.viewer.id, reason, held: false },
      });
      if (!report) throw notFound('Message');
      await tellJudges(inner, channel.organizationId, { reportId: report.id, channelId: channel.id });
      return report;
    }),
  );
  return accessReport(ctx, id);
}

const keyOf = ({ id }: ModerationReportRow): readonly string[] => [id];

/** Reports that wait for a decision, or that were decided, where the viewer keeps order. */
export async function listReports(
  ctx: RequestContext,
  args: ModerationQueueArgs,
): Promise<Page<ModerationReportRow>> {
  if (args.channelId && !judgesAll(ctx)) await accessChannel(ctx, args.channelId, 'MODERATE');
  const request = pageRequest(args);
  const { viewer } = ctx;
  const query = {
    organizationId: viewer.organizationId,
    channelId: args.channelId ?? null,
    decided: args.decided ?? false,
    moderatorId: judgesAll(ctx) ? null : viewer.id,
  };
  return toPage(await findReports(ctx.db, query, request), request, keyOf);
}

/** Writes down that something was looked at by those who keep order; see decision.service for what follows. */
export const auditDecision = (
  ctx: RequestContext,
  report: ModerationReportRow,
  decision: string,
): Promise<void> =>
  audit(ctx, {
    action: 'decideReport',
    targetId: report.messageId,
    details: { reportId: report.id, channelId: report.channelId, authorId: report.authorId, decision },
  });
