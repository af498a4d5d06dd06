import { type RequestContext, invalid, newId, rateLimited } from '@parley/kit';
import { rightsIn } from '../channel/channel.access.js';
import type { ChannelAt } from '../channel/channel.table.js';
import type { SendPart } from '../message/send-part.js';
import type { MessageRow } from '../message/message.table.js';
import { threadLost } from '../thread/recount.service.js';
import { decidingRule } from '../word-rule/word-rule.rules.js';
import { rulesThatApply } from '../word-rule/word-rule.service.js';
import type { WordRuleRow } from '../word-rule/word-rule.table.js';
import { markSpoken } from './held.store.js';
import { excerptOf } from './report.service.js';
import { tellJudges } from './report-live.service.js';
import { insertReport } from './report.store.js';

/** Where somebody could put words in what is sent: texts, captions, questions and their answers. */
const WORDED = new Set(['text', 'caption', 'question', 'options', 'title', 'note']);

/** Every word that is sent, wherever it stands. */
function textsOf(value: unknown, worded = false): string[] {
  if (typeof value === 'string') return worded ? [value] : [];
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((each) => textsOf(each, worded));
  return Object.entries(value).flatMap(([name, each]) => textsOf(each, worded || WORDED.has(name)));
}

const keepsOrder = async (ctx: RequestContext, channel: ChannelAt): Promise<boolean> =>
  (await rightsIn(ctx, channel.id)).has('MODERATE');

const refuse = (field: string, rule: WordRuleRow): never => {
  throw invalid(field, `“${rule.pattern}” is not to be used here`);
};

/** The rule about words that counts for what somebody says; who keeps order is not sent to review by themselves. */
async function ruleAgainst(
  ctx: RequestContext,
  channel: ChannelAt,
  texts: readonly string[],
): Promise<WordRuleRow | null> {
  if (!channel.hasWordRules) return null;
  const rule = decidingRule(texts.join('\n'), await rulesThatApply(ctx, channel));
  return rule?.effect !== 'REFUSE' && (await keepsOrder(ctx, channel)) ? null : rule;
}

async function report(
  ctx: RequestContext,
  message: MessageRow,
  channel: ChannelAt,
  rule: WordRuleRow,
): Promise<void> {
  const reportId = newId('moderation_report');
  await insertReport(ctx.db, {
    ...{ id: reportId, organizationId: channel.organizationId, channelId: channel.id },
    ...{ messageId: message.id, authorId: message.authorId, excerpt: excerptOf(message.text) },
    ...{ reportedById: null, reason: rule.pattern, held: rule.effect === 'REVIEW' },
  });
  await tellJudges(ctx, channel.organizationId, { reportId, channelId: channel.id });
}

/** Which rule a message met while it was checked, until it is written. */
const met = new WeakMap<RequestContext, Map<string, WordRuleRow>>();

/** Rules about words, for whatever is sent. */
export const wordRules: SendPart = {
  async prepare(ctx, input, channel, planned) {
    const rule = await ruleAgainst(ctx, channel, textsOf(input));
    if (!rule) return {};
    if (rule.effect === 'REFUSE') return refuse('text', rule);
    met.set(ctx, (met.get(ctx) ?? new Map<string, WordRuleRow>()).set(planned.id, rule));
    const now = new Date();
    return rule.effect === 'REVIEW' ? { withdrawnAt: now, deletedAt: now, heldAt: now } : {};
  },
  async write(ctx, message, _input, channel) {
    const rule = met.get(ctx)?.get(message.id);
    if (rule) await report(ctx, message, channel, rule);
  },
};

/** After everything else was written: an answer in a thread that is held does not count there. */
export const withheld: SendPart = {
  async write(ctx, message) {
    if (message.heldAt) await threadLost(ctx, message);
  },
};

/** Slow mode. The channel is locked by then, so that of two messages at once only one is the first. */
export const slowMode: SendPart = {
  async write(ctx, _message, _input, channel) {
    const { slowModeSeconds: seconds } = channel;
    if (seconds === 0 || (await keepsOrder(ctx, channel))) return;
    const wait = await markSpoken(ctx.db, { channelId: channel.id, personId: ctx.viewer.id, seconds });
    if (wait > 0) throw rateLimited(`Slow mode: wait ${String(wait)} seconds before you write again`, wait);
  },
};

/**
 * Rules about words, for a message that is changed. What would be held for review is refused: the words that stand
 * there now were read by everybody already.
 */
export async function guardEdit(ctx: RequestContext, channel: ChannelAt, message: MessageRow): Promise<void> {
  const captions = message.attachments.flatMap(({ caption }) => caption ?? []);
  const rule = await ruleAgainst(ctx, channel, [message.text ?? '', ...captions]);
  if (!rule) return;
  if (rule.effect === 'FLAG') await report(ctx, message, channel, rule);
  else refuse('text', rule);
}
