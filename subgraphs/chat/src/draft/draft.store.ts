import { boundsOf, byKey, byTime, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { DraftRow } from './draft.table.js';

const COLUMNS = 'd.id, d.person_id, d.channel_id, d.thread_id, d.text, d.updated_at, d.client_key';

/** What lies in a channel that its writer has left is kept, but not shown: they might come back. */
const WITHIN = `join membership m on m.channel_id = d.channel_id and m.person_id = d.person_id and m.ended_at is null`;

/** Keeps a text in its place; nothing when this key has kept another text there. */
export function upsertDraft(
  db: EntityManager,
  draft: Omit<DraftRow, 'updatedAt'>,
): Promise<DraftRow | undefined> {
  return selectOne<DraftRow>(
    db,
    `insert into draft as d (id, person_id, channel_id, thread_id, text, updated_at, client_key)
     values ($1, $2, $3, $4, $5, clock_timestamp(), $6)
     on conflict (person_id, channel_id, coalesce(thread_id, '')) do update
       set text = excluded.text, client_key = excluded.client_key,
         updated_at = case when d.client_key = excluded.client_key then d.updated_at else excluded.updated_at end
       where d.client_key <> excluded.client_key or d.text = excluded.text
     returning ${COLUMNS}`,
    [draft.id, draft.personId, draft.channelId, draft.threadId, draft.text, draft.clientKey],
  );
}

/** Throws a person's draft away; says whether there was one. */
export async function deleteDraft(db: EntityManager, id: string, personId: string): Promise<boolean> {
  const gone = await select(db, 'delete from draft where id = $1 and person_id = $2 returning id', [
    id,
    personId,
  ]);
  return gone.length > 0;
}

/** Drafts by id, whose writers are in their channel still. */
export async function draftsById(db: EntityManager, ids: readonly string[]): Promise<Map<string, DraftRow>> {
  const statement = `select ${COLUMNS} from draft d ${WITHIN} where d.id = any($1)`;
  return byKey(await select<DraftRow>(db, statement, [ids]), 'id');
}

/** A page of a person's drafts, the last typed first, one more than the limit where there is one. */
export function draftsOf(
  db: EntityManager,
  personId: string,
  onlyIds: readonly string[] | null,
  page: PageRequest,
): Promise<DraftRow[]> {
  return select<DraftRow>(
    db,
    `select ${COLUMNS} from draft d ${WITHIN}
     where d.person_id = $1 and ($2::text[] is null or d.channel_id = any($2))
       and ${byTime({ at: 'd.updated_at', id: 'd.id', first: 'newest' }, page, 3)}`,
    [personId, onlyIds, ...boundsOf(page), page.limit + 1],
  );
}
