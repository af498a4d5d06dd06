import { byKey, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { WordRuleRow } from './word-rule.table.js';

const COLUMNS = 'id, organization_id, channel_id, pattern, effect';

/** Rules by id, whoever asks. */
export async function wordRulesById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, WordRuleRow>> {
  const rows = await select<WordRuleRow>(db, `select ${COLUMNS} from word_rule where id = any($1)`, [ids]);
  return byKey(rows, 'id');
}

/** The rules that apply in a channel: its own and those of its organisation. */
export const rulesFor = (
  db: EntityManager,
  channel: { readonly id: string; readonly organizationId: string },
): Promise<WordRuleRow[]> =>
  select<WordRuleRow>(
    db,
    `select ${COLUMNS} from word_rule
     where organization_id = $1 and (channel_id is null or channel_id = $2) order by id`,
    [channel.organizationId, channel.id],
  );

/** The rules of one channel alone. */
export const rulesOfChannel = (db: EntityManager, channelId: string): Promise<WordRuleRow[]> =>
  select<WordRuleRow>(db, `select ${COLUMNS} from word_rule where channel_id = $1 order by id`, [channelId]);

/** A page of the rules of a whole organisation, one more than the limit where there is one. */
export const rulesOfOrganization = (
  db: EntityManager,
  organizationId: string,
  page: PageRequest,
): Promise<WordRuleRow[]> =>
  select<WordRuleRow>(
    db,
    `select ${COLUMNS} from word_rule
     where organization_id = $1 and channel_id is null and ($2::text is null or id > $2)
       and ($3::text is null or id < $3)
     order by id ${page.backward ? 'desc' : 'asc'} limit $4`,
    [organizationId, page.after?.[0] ?? null, page.before?.[0] ?? null, page.limit + 1],
  );

/** How many rules stand in a place: a channel, or an organisation for all of them. */
export async function countRules(
  db: EntityManager,
  organizationId: string,
  channelId: string | null,
): Promise<number> {
  const row = await selectOne<{ count: number }>(
    db,
    `select count(*)::int as count from word_rule
     where organization_id = $1 and channel_id is not distinct from $2`,
    [organizationId, channelId],
  );
  return row?.count ?? 0;
}

/** Writes a rule down, or changes what it says and does. */
export async function upsertRule(db: EntityManager, rule: Readonly<WordRuleRow>): Promise<void> {
  await db.query(
    `insert into word_rule (${COLUMNS}) values ($1, $2, $3, $4, $5)
     on conflict (id) do update set pattern = excluded.pattern, effect = excluded.effect`,
    [rule.id, rule.organizationId, rule.channelId, rule.pattern, rule.effect],
  );
}

export async function deleteRule(db: EntityManager, id: string): Promise<void> {
  await db.query('delete from word_rule where id = $1', [id]);
}
