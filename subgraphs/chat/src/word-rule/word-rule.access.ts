import { audit, batchOf, forbidden, hasPermission, load, notFound, type RequestContext } from '@parley/kit';
import { accessChannel, peekChannel } from '../channel/channel.access.js';
import { mayInChannel } from '../channel/channel-rights.rules.js';
import { wordRulesById } from './word-rule.store.js';
import type { WordRuleRow } from './word-rule.table.js';

const findRules = batchOf(wordRulesById);

/** Whether the viewer sees and sets the rules of the whole organisation. */
export const rulesOrganization = (ctx: RequestContext): boolean =>
  hasPermission(ctx.viewer, 'MODERATE_CHANNELS');

/**
 * Who sets rules about words: whoever keeps order in the channel, and for all channels whoever does in all of them.
 * @throws FORBIDDEN, and writes the refusal down, where that is somebody else
 */
export async function accessRulesOf(
  ctx: RequestContext,
  channelId: string | null,
  action: string,
): Promise<void> {
  if (channelId !== null) {
    await accessChannel(ctx, channelId, 'MODERATE');
    return;
  }
  if (rulesOrganization(ctx)) return;
  await audit(ctx, { action, targetId: ctx.viewer.organizationId, refused: true });
  throw forbidden('You may not set rules for all channels');
}

/** A rule that the viewer may see, for it is told only to those who may set it; null for others. */
export async function peekRule(ctx: RequestContext, id: string): Promise<WordRuleRow | null> {
  const rule = await load(ctx, findRules, id);
  if (rule?.organizationId !== ctx.viewer.organizationId) return null;
  if (rule.channelId === null) return rulesOrganization(ctx) ? rule : null;
  const standing = await peekChannel(ctx, rule.channelId);
  return standing && mayInChannel(ctx.viewer, standing, 'MODERATE') ? rule : null;
}

/** @throws NOT_FOUND where the rule is hidden or absent */
export async function accessRule(ctx: RequestContext, id: string): Promise<WordRuleRow> {
  const rule = await peekRule(ctx, id);
  if (!rule) throw notFound('WordRule');
  return rule;
}
