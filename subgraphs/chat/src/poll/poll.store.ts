import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { StoredPoll } from './poll.table.js';

/** The poll of a message that stands; nobody else votes in it until the transaction ends. */
export async function lockPoll(db: EntityManager, messageId: string): Promise<StoredPoll | null> {
  const row = await selectOne<{ poll: StoredPoll | null }>(
    db,
    'select poll from message where id = $1 and deleted_at is null for no key update',
    [messageId],
  );
  return row?.poll ?? null;
}

/** Puts somebody's votes in place of those they gave before. */
export async function replaceVotes(
  db: EntityManager,
  messageId: string,
  personId: string,
  optionIds: readonly string[],
): Promise<void> {
  await db.query(
    `with gone as (
       delete from poll_vote where message_id = $1 and person_id = $2 and option_id <> all($3::text[])
     )
     insert into poll_vote (message_id, person_id, option_id) select $1, $2, unnest($3::text[])
     on conflict do nothing`,
    [messageId, personId, optionIds],
  );
}

/** Counts the votes of a locked poll and writes the counts down where they are read. */
export async function countVotes(db: EntityManager, messageId: string): Promise<void> {
  await db.query(
    `with votes as (
       select option_id, count(*)::int as count from poll_vote where message_id = $1 group by option_id
     ), options as (
       select jsonb_agg(o.option || jsonb_build_object('count', coalesce(v.count, 0)) order by o.n) as list
       from message m, jsonb_array_elements(m.poll->'options') with ordinality as o (option, n)
       left join votes v on v.option_id = o.option->>'id' where m.id = $1
     )
     update message set poll = poll || jsonb_build_object('options', (select list from options),
       'voters', (select count(distinct person_id)::int from poll_vote where message_id = $1))
     where id = $1`,
    [messageId],
  );
}

/** Ends the voting; answers with the channel, or nothing when it had ended or the message is gone. */
export async function endPoll(db: EntityManager, messageId: string): Promise<string | undefined> {
  const row = await selectOne<{ channelId: string }>(
    db,
    `update message set poll = poll || jsonb_build_object('closedAt', clock_timestamp())
     where id = $1 and poll is not null and deleted_at is null and poll->>'closedAt' is null returning channel_id`,
    [messageId],
  );
  return row?.channelId;
}

/** What one person chose, by message. */
export async function votesBy(
  db: EntityManager,
  personId: string,
  messageIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await select<{ messageId: string; optionIds: string[] }>(
    db,
    `select message_id, array_agg(option_id order by option_id) as option_ids from poll_vote
     where person_id = $1 and message_id = any($2) group by message_id`,
    [personId, messageIds],
  );
  return new Map(rows.map(({ messageId, optionIds }) => [messageId, optionIds]));
}

/** Who chose each option, those who did first, first; `most` of them. */
export async function votersOf(
  db: EntityManager,
  optionIds: readonly string[],
  messageIds: readonly string[],
  most: number,
): Promise<Map<string, string[]>> {
  const rows = await select<{ optionId: string; personIds: string[] }>(
    db,
    `select option_id, (array_agg(person_id order by at, person_id))[1:$3] as person_ids from poll_vote
     where message_id = any($2) and option_id = any($1) group by option_id`,
    [optionIds, messageIds, most],
  );
  return new Map(rows.map(({ optionId, personIds }) => [optionId, personIds]));
}
