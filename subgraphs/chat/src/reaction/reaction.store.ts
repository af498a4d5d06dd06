import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** What a message keeps of its reactions, the emoji that came first, first. */
const COUNTED = `
  select coalesce(jsonb_agg(jsonb_build_object('emoji', emoji, 'count', count, 'firstIds', first_ids)
    order by first_at, emoji), '[]')
  from (select emoji, count(*) as count, min(at) as first_at,
          (array_agg(person_id order by at, person_id))[1:10] as first_ids
        from reaction where message_id = message.id group by emoji) each`;

/** Counts anew after reactions came or went, while nobody else can add any: the rows of the messages are locked. */
export async function recountReactions(db: EntityManager, messageIds: readonly string[]): Promise<void> {
  await db.query(`update message set reactions = (${COUNTED}) where id = any($1)`, [messageIds]);
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

/** Puts an emoji on a message that stands; answers false when that person had put it there, or the message is gone. */
export async function insertReaction(
  db: EntityManager,
  reaction: { readonly messageId: string; readonly emoji: string; readonly personId: string },
): Promise<boolean> {
  const rows = await select(
    db,
    `insert into reaction (message_id, emoji, person_id)
     select m.id, $2, $3 from (select id from message where id = $1 and deleted_at is null for no key update) m
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
    `delete from reaction where emoji = $2 and person_id = $3
       and message_id in (select id from message where id = $1 for no key update) returning emoji`,
    [reaction.messageId, reaction.emoji, reaction.personId],
  );
  return rows.length > 0;
}
