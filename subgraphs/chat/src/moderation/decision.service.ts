import { type RequestContext, conflict, forbidden, notFound, once, transaction } from '@parley/kit';
import { announce } from '../channel/announce.service.js';
import { holdChannel } from '../channel/lock.service.js';
import { removeAuthor } from '../channel/moderation.service.js';
import { threadLost } from '../thread/recount.service.js';
import { wakeOwner } from '../sidebar/own-change.service.js';
import { takeAway } from '../message/burial.service.js';
import {
  type Judged,
  endWait,
  hideMessage,
  judgedMessage,
  releaseMessage,
  showMessage,
} from './held.store.js';
import { tellAuthor } from './hidden-message.service.js';
import { accessReport, judgesIn } from './report.access.js';
import type { DecideReportInput } from './report.inputs.js';
import { tellJudges } from './report-live.service.js';
import { auditDecision, checkSentence } from './report.service.js';
import { decideReportsOf } from './report.store.js';
import type { ModerationReportRow } from './report.table.js';

async function keep(ctx: RequestContext, message: Judged): Promise<void> {
  const { id: messageId, channelId, state } = message;
  if (state === 'HELD') await releaseMessage(ctx.db, messageId);
  else if (state === 'HIDDEN') await showMessage(ctx.db, messageId);
  else return;
  await threadLost(ctx, message);
  if (state === 'HIDDEN') await tellAuthor(ctx, message);
  await announce(ctx, channelId, 'messageAdded', { messageId });
}

async function hide(ctx: RequestContext, message: Judged): Promise<void> {
  const { id: messageId, channelId, state } = message;
  if (state === 'GONE') throw conflict('This message was deleted meanwhile');
  if (state !== 'SHOWN') return;
  await hideMessage(ctx.db, messageId);
  await threadLost(ctx, message);
  await tellAuthor(ctx, message);
  await announce(ctx, channelId, 'messageRemoved', { messageId });
}

/** Its words go; where it was shown a tombstone stands in its place, else nothing does. */
async function bury(ctx: RequestContext, message: Judged): Promise<void> {
  const { id: messageId, channelId, state } = message;
  if (state === 'GONE') return;
  if (state !== 'SHOWN') await endWait(ctx.db, messageId);
  await takeAway(ctx, [messageId], { deletedById: ctx.viewer.id, withdrawn: state !== 'SHOWN' });
  await threadLost(ctx, message);
  await tellAuthor(ctx, message);
  if (state === 'SHOWN') await announce(ctx, channelId, 'messageRemoved', { messageId });
}

async function carryOut(
  ctx: RequestContext,
  message: Judged,
  { decision }: DecideReportInput,
): Promise<void> {
  if (decision === 'KEEP') return keep(ctx, message);
  // What is held is not shown to anybody: there is nothing to hide but the wait for a decision.
  if (decision === 'HIDE' && message.state !== 'HELD') return hide(ctx, message);
  await bury(ctx, message);
  if (decision === 'REMOVE_AUTHOR') await removeAuthor(ctx, message.channelId, message.authorId);
}

/** Decides about a message for all its reports; a decision may be changed as long as there is something to decide. */
export async function decideReport(
  ctx: RequestContext,
  input: DecideReportInput,
): Promise<ModerationReportRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'decideReport', input, async () => {
      const note = checkSentence('note', input.note);
      const report = await accessReport(inner, input.reportId);
      if (!(await judgesIn(inner, report.channelId))) throw forbidden('Only who keeps order here decides');
      await holdChannel(inner, report.channelId);
      const message = await judgedMessage(inner.db, report.messageId);
      if (!message) throw notFound('Message');
      await carryOut(inner, message, input);
      await decideReportsOf(inner.db, report.messageId, {
        decision: input.decision,
        decidedById: inner.viewer.id,
        note,
      });
      await auditDecision(inner, report, input.decision);
      const { id: reportId, channelId, organizationId } = report;
      await tellJudges(inner, organizationId, { reportId, channelId });
      return report;
    }),
  );
  const decided = await accessReport(ctx, id);
  if (decided.authorId !== null) await wakeOwner(ctx, decided.authorId);
  return decided;
}
