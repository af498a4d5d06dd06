import { type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { AcknowledgementRow, StoredRequest } from './acknowledgement.table.js';

/** The request on a message that stands; nobody else changes it until the transaction ends. */
export async function lockRequest(db: EntityManager, messageId: string): Promise<StoredRequest | null> {
  const row = await selectOne<{ acknowledgement: StoredRequest | null }>(
    db,
    'select acknowledgement from message where id = $1 and deleted_at is null for no key update',
    [messageId],
  );
  return row?.acknowledgement ?? null;
}

/**
 * Asks everybody who is in the channel of a message but its author, and writes the request down on it; where it was
 * asked for before, only the time changes.
 */
export async function insertRequest(
  db: EntityManager,
  messageId: string,
  request: { readonly requestedById: string; readonly dueAt: string | null },
): Promise<void> {
  await db.query(
    `with asked as (
       insert into acknowledgement (message_id, person_id)
       select x.id, m.person_id from message x join membership m on m.channel_id = x.channel_id
       where x.id = $1 and x.acknowledgement is null and m.ended_at is null
         and m.person_id is distinct from x.author_id
       on conflict do nothing returning 1
     )
     update message set acknowledgement = coalesce(acknowledgement, jsonb_build_object(
         'requestedById', $2::text, 'requestedAt', clock_timestamp(), 'remindedAt', null,
         'expected', (select count(*)::int from asked), 'received', 0
       )) || jsonb_build_object('dueAt', $3::text)
     where id = $1`,
    [messageId, request.requestedById, request.dueAt],
  );
}

/**
 * Writes down that somebody confirmed; who was not asked counts as asked from then on. Answers false when they had.
 */
export async function insertConfirmation(
  db: EntityManager,
  messageId: string,
  personId: string,
): Promise<boolean> {
  const [row] = await select<{ isNew: boolean }>(
    db,
    `insert into acknowledgement as a (message_id, person_id, at) values ($1, $2, clock_timestamp())
     on conflict (message_id, person_id) do update set at = excluded.at, changed_xid = pg_current_xact_id()
       where a.at is null
     returning xmax = 0 as is_new`,
    [messageId, personId],
  );
  if (!row) return false;
  await db.query(
    `update message set acknowledgement = acknowledgement || jsonb_build_object(
       'received', (acknowledgement->>'received')::int + 1, 'expected', (acknowledgement->>'expected')::int + $2::int)
     where id = $1`,
    [messageId, row.isNew ? 1 : 0],
  );
  return true;
}

/** Writes down that those who have not confirmed are reminded. */
export async function remindMissing(db: EntityManager, messageId: string): Promise<void> {
  await db.query(
    `with reminded as (
       update acknowledgement set reminded_at = clock_timestamp(), changed_xid = pg_current_xact_id()
       where message_id = $1 and at is null
     )
     update message set acknowledgement = acknowledgement || jsonb_build_object('remindedAt', clock_timestamp())
     where id = $1`,
    [messageId],
  );
}

/** When one person confirmed, by message; nothing for those they did not confirm. */
export async function confirmationsBy(
  db: EntityManager,
  personId: string,
  messageIds: readonly string[],
): Promise<Map<string, Date>> {
  const rows = await select<{ messageId: string; at: Date }>(
    db,
    `select message_id, at from acknowledgement
     where person_id = $1 and message_id = any($2) and at is not null`,
    [personId, messageIds],
  );
  return new Map(rows.map(({ messageId, at }) => [messageId, at]));
}

/** Somebody who was asked, with the name they are listed by and whether they can still be reached. */
export interface ListedAcknowledgement extends AcknowledgementRow {
  readonly sortName: string;
  readonly isMember: boolean;
  readonly isActive: boolean;
}

/** A page of those who confirmed, or who did not, by name, one more than the limit where there is one. */
export function findReceipts(
  db: EntityManager,
  query: { readonly messageId: string; readonly missing: boolean },
  page: PageRequest,
): Promise<ListedAcknowledgement[]> {
  const order = page.backward ? 'desc' : 'asc';
  const name = `lower(coalesce(p.display_name, ''))`;
  const bounds = [page.after?.[0], page.after?.[1], page.before?.[0], page.before?.[1]];
  return select<ListedAcknowledgement>(
    db,
    `select a.message_id, a.person_id, a.asked_at, a.at, a.reminded_at, ${name} as sort_name,
       m.person_id is not null as is_member, coalesce(p.state = 'ACTIVE', true) as is_active
     from acknowledgement a join message x on x.id = a.message_id
     left join person p on p.id = a.person_id
     left join membership m on m.channel_id = x.channel_id and m.person_id = a.person_id and m.ended_at is null
     where a.message_id = $1 and (a.at is null) = $2
       and ($3::text is null or (${name}, a.person_id) > ($3, $4))
       and ($5::text is null or (${name}, a.person_id) < ($5, $6))
     order by ${name} ${order}, a.person_id ${order} limit $7`,
    [query.messageId, query.missing, ...bounds.map((bound) => bound ?? null), page.limit + 1],
  );
}
