import { type RequestContext, conflict, forbidden, notFound, once, transaction } from '@parley/kit';
import { announce, announceToPeople } from '../channel/announce.service.js';
import { standingOf } from '../channel/channel.access.js';
import { atLeast, keepAnOwner } from '../channel/channel.rules.js';
import { lockChannel } from '../channel/channel.store.js';
import { part, rankIn } from '../channel/membership.service.js';
import { countOwners, findMembership } from '../channel/membership.store.js';
import { threadLost } from '../thread/recount.service.js';
import { buryMessage } from '../message/message.store.js';
import {
  type Judged,
  endWait,
  hideMessage,
  judgedMessage,
  releaseMessage,
  showMessage,
} from './held.store.js';
import { accessReport, judgesIn } from './report.access.js';
import type { DecideReportInput } from './report.inputs.js';
import { auditDecision, checkSentence } from './report.service.js';
import { decideReportsOf } from './report.store.js';
import type { ModerationReportRow } from './report.table.js';

async function keep(ctx: RequestContext, message: Judged): Promise<void> {
  const { id: messageId, channelId, state } = message;
  if (state === 'HELD') await releaseMessage(ctx.db, messageId);
  else if (state === 'HIDDEN') await showMessage(ctx.db, messageId);
  else return;
  await threadLost(ctx, message);
  await announce(ctx, channelId, 'messageAdded', { messageId });
}

async function hide(ctx: RequestContext, message: Judged): Promise<void> {
  const { id: messageId, channelId, state } = message;
  if (state === 'GONE') throw conflict('This message was deleted meanwhile');
  if (state !== 'SHOWN') return;
  await hideMessage(ctx.db, messageId);
  await threadLost(ctx, message);
  await announce(ctx, channelId, 'messageRemoved', { messageId });
}

/** Its words go; where it was shown a tombstone stands in its place, else nothing does. */
async function bury(ctx: RequestContext, message: Judged): Promise<void> {
  const { id: messageId, channelId, state } = message;
  if (state === 'GONE') return;
  if (state !== 'SHOWN') await endWait(ctx.db, messageId);
  await buryMessage(ctx.db, messageId, { deletedById: ctx.viewer.id, withdrawn: state !== 'SHOWN' });
  await threadLost(ctx, message);
  if (state === 'SHOWN') await announce(ctx, channelId, 'messageRemoved', { messageId });
}

/** Removes an author, for good where they could come back by themselves. */
async function removeAuthor(ctx: RequestContext, { channelId, authorId }: Judged): Promise<void> {
  const standing = await standingOf(ctx, ctx.viewer, channelId);
  const target = authorId ? await findMembership(ctx.db, channelId, authorId) : undefined;
  if (!standing || target?.endedAt !== null) return;
  const { channel } = standing;
  if (channel.kind === 'DIRECT') throw forbidden('Nobody is removed from a conversation of two people');
  if (!atLeast(rankIn(ctx, standing), target.role)) throw forbidden('Nobody removes somebody above them');
  keepAnOwner(target, await countOwners(ctx.db, channelId));
  const returns = channel.kind === 'PUBLIC' || target.origin === 'DEPARTMENT';
  await part(ctx, channelId, target.personId, returns ? 'banned' : 'left');
  await announceToPeople(ctx, [target.personId]);
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
  if (decision === 'REMOVE_AUTHOR') await removeAuthor(ctx, message);
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
      await lockChannel(inner.db, report.channelId);
      const message = await judgedMessage(inner.db, report.messageId);
      if (!message) throw notFound('Message');
      await carryOut(inner, message, input);
      await decideReportsOf(inner.db, report.messageId, {
        decision: input.decision,
        decidedById: inner.viewer.id,
        note,
      });
      await auditDecision(inner, report, input.decision);
      return report;
    }),
  );
  return accessReport(ctx, id);
}
