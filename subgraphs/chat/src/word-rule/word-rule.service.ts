import {
  type Page,
  type PageArgs,
  type RequestContext,
  audit,
  conflict,
  newId,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { rightsIn } from '../channel/channel.access.js';
import { accessRule, accessRulesOf } from './word-rule.access.js';
import type { DeleteWordRuleInput, SaveWordRuleInput } from './word-rule.inputs.js';
import { RULES_AT_MOST, checkPattern } from './word-rule.rules.js';
import {
  countRules,
  deleteRule,
  rulesFor,
  rulesOfChannel,
  rulesOfOrganization,
  upsertRule,
} from './word-rule.store.js';
import type { WordRuleRow } from './word-rule.table.js';

async function newRule(ctx: RequestContext, input: SaveWordRuleInput): Promise<WordRuleRow> {
  const { organizationId } = ctx.viewer;
  const channelId = input.channelId ?? null;
  await accessRulesOf(ctx, channelId, 'saveWordRule');
  if ((await countRules(ctx.db, organizationId, channelId)) >= RULES_AT_MOST) {
    throw conflict(`There are ${String(RULES_AT_MOST)} rules already, and that is as many as there may be`);
  }
  return { id: newId('word_rule'), organizationId, channelId, pattern: '', effect: input.effect };
}

/** Sets a rule about words. */
export async function saveWordRule(ctx: RequestContext, input: SaveWordRuleInput): Promise<WordRuleRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'saveWordRule', input, async () => {
      const found = input.ruleId ? await accessRule(inner, input.ruleId) : await newRule(inner, input);
      const { id: ruleId, organizationId, channelId } = found;
      const pattern = checkPattern(input.pattern);
      const rule = { id: ruleId, organizationId, channelId, pattern, effect: input.effect };
      await upsertRule(inner.db, rule);
      await audit(inner, {
        action: 'saveWordRule',
        targetId: rule.channelId ?? rule.organizationId,
        details: { ruleId: rule.id, pattern: rule.pattern, effect: rule.effect },
      });
      return rule;
    }),
  );
  return accessRule(ctx, id);
}

/** Removes a rule about words. */
export async function deleteWordRule(
  ctx: RequestContext,
  input: DeleteWordRuleInput,
): Promise<{ readonly id: string }> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'deleteWordRule', input, async () => {
      const rule = await accessRule(inner, input.ruleId);
      await deleteRule(inner.db, rule.id);
      await audit(inner, {
        action: 'deleteWordRule',
        targetId: rule.channelId ?? rule.organizationId,
        details: { ruleId: rule.id, pattern: rule.pattern },
      });
      return rule;
    }),
  );
  return { id };
}

const keyOf = ({ id }: WordRuleRow): readonly string[] => [id];

/** Rules of the whole organisation. */
export async function listWordRules(ctx: RequestContext, args: PageArgs): Promise<Page<WordRuleRow>> {
  await accessRulesOf(ctx, null, 'wordRules');
  const request = pageRequest(args);
  return toPage(await rulesOfOrganization(ctx.db, ctx.viewer.organizationId, request), request, keyOf);
}

/** The rules that apply in a channel: its own and those of its organisation. */
export const rulesThatApply = (
  ctx: RequestContext,
  channel: { readonly id: string; readonly organizationId: string },
): Promise<WordRuleRow[]> => rulesFor(ctx.db, channel);

/** The rules of a channel itself, for those who keep order in it; null for others. */
export async function wordRulesIn(ctx: RequestContext, channelId: string): Promise<WordRuleRow[] | null> {
  return (await rightsIn(ctx, channelId)).has('MODERATE') ? rulesOfChannel(ctx.db, channelId) : null;
}
