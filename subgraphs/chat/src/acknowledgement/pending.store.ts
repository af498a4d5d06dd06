import { type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';

// A message waits for somebody for as long as they are in its channel and it stands.
const WAITING = `acknowledgement a join message x on x.id = a.message_id and x.deleted_at is null
   join membership m on m.channel_id = x.channel_id and m.person_id = a.person_id and m.ended_at is null
   where a.person_id = $1 and a.at is null and ($2::text[] is null or x.channel_id = any($2))`;

/** Ids of the messages that wait for a person to confirm them, newest first, one more than the limit. */
export async function waitingFor(
  db: EntityManager,
  personId: string,
  onlyIds: readonly string[] | null,
  page: PageRequest,
): Promise<string[]> {
  const rows = await select<{ id: string }>(
    db,
    `select x.id from ${WAITING} and ($3::text is null or x.id < $3) and ($4::text is null or x.id > $4)
     order by x.id ${page.backward ? 'asc' : 'desc'} limit $5`,
    [personId, onlyIds, page.after?.[0] ?? null, page.before?.[0] ?? null, page.limit + 1],
  );
  return rows.map(({ id }) => id);
}

/** How many there are. */
export async function countWaiting(
  db: EntityManager,
  personId: string,
  onlyIds: readonly string[] | null,
): Promise<number> {
  const row = await selectOne<{ count: number }>(db, `select count(*)::int as count from ${WAITING}`, [
    personId,
    onlyIds,
  ]);
  return row?.count ?? 0;
}

/** When one person was last reminded of messages they have not confirmed, by message. */
export async function remindersOf(
  db: EntityManager,
  personId: string,
  messageIds: readonly string[],
): Promise<Map<string, Date>> {
  const rows = await select<{ messageId: string; remindedAt: Date }>(
    db,
    `select message_id, reminded_at from acknowledgement
     where person_id = $1 and message_id = any($2) and at is null and reminded_at is not null`,
    [personId, messageIds],
  );
  return new Map(rows.map(({ messageId, remindedAt }) => [messageId, remindedAt]));
}
