import type { EntityManager } from 'typeorm';
import { select, selectOne } from '../sql.js';

/** How often an emoji stands on a message, and the first ten who put it there. */
export interface ReactionCount {
  readonly messageId: string;
  readonly emoji: string;
  readonly count: number;
  readonly firstIds: readonly string[];
}

/** Reactions of messages, the emoji that came first, first. */
export async function reactionsOf(
  db: EntityManager,
  messageIds: readonly string[],
): Promise<Map<string, ReactionCount[]>> {
  const rows = await select<ReactionCount>(
    db,
    `select message_id, emoji, count(*)::int as count, (array_agg(person_id order by at, person_id))[1:10] as first_ids
     from reaction where message_id = any($1) group by message_id, emoji order by message_id, min(at), emoji`,
    [messageIds],
  );
  const reactions = new Map<string, ReactionCount[]>();
  for (const row of rows) reactions.set(row.messageId, [...(reactions.get(row.messageId) ?? []), row]);
  return reactions;
}

/** Which emoji one person put on messages, in the order of putting. */
export async function reactionsBy(
  db: EntityManager,
  personId: string,
  messageIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await select<{ messageId: string; emoji: string[] }>(
    db,
    `select message_id, array_agg(emoji order by at, emoji) as emoji from reaction
     where person_id = $1 and message_id = any($2) group by message_id`,
    [personId, messageIds],
  );
  return new Map(rows.map(({ messageId, emoji }) => [messageId, emoji]));
}

/** How many different emoji a message holds besides this one. */
export async function otherEmoji(db: EntityManager, messageId: string, emoji: string): Promise<number> {
  const row = await selectOne<{ count: number }>(
    db,
    `select count(distinct emoji)::int as count from reaction where message_id = $1 and emoji <> $2`,
    [messageId, emoji],
  );
  return row?.count ?? 0;
}

/** Puts an emoji on a message that stands; answers false when that person had put it there, or the message is gone. */
export async function insertReaction(
  db: EntityManager,
  reaction: { readonly messageId: string; readonly emoji: string; readonly personId: string },
): Promise<boolean> {
  const rows = await select(
    db,
    `insert into reaction (message_id, emoji, person_id)
     select m.id, $2, $3 from (select id from message where id = $1 and deleted_at is null for share) m
     on conflict do nothing returning emoji`,
    [reaction.messageId, reaction.emoji, reaction.personId],
  );
  return rows.length > 0;
}

/** Takes an emoji back; answers false when it was not there. */
export async function deleteReaction(
  db: EntityManager,
  reaction: { readonly messageId: string; readonly emoji: string; readonly personId: string },
): Promise<boolean> {
  const rows = await select(
    db,
    'delete from reaction where message_id = $1 and emoji = $2 and person_id = $3 returning emoji',
    [reaction.messageId, reaction.emoji, reaction.personId],
  );
  return rows.length > 0;
}
