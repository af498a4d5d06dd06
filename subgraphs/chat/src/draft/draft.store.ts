import { boundsOf, byKey, byTime, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { DraftRow } from './draft.table.js';

const COLUMNS =
  'd.id, d.person_id, d.channel_id, d.thread_id, d.text, d.attachments, d.updated_at, d.client_key';

/** What lies in a channel that its writer has left is kept, but not shown: they might come back. */
const WITHIN = `join membership m on m.channel_id = d.channel_id and m.person_id = d.person_id and m.ended_at is null`;

/** A draft as it is kept now, and the files that were in it before. */
export interface KeptDraft extends DraftRow {
  readonly before: DraftRow['attachments'] | null;
}

/**
 * Keeps a text in its place, and the files that go with it; null for those that are there. Nothing when this key has
 * kept something else there.
 */
export function upsertDraft(
  db: EntityManager,
  draft: Omit<DraftRow, 'updatedAt' | 'attachments'>,
  attachments: DraftRow['attachments'] | null,
): Promise<KeptDraft | undefined> {
  return selectOne<KeptDraft>(
    db,
    `with present as (
       select attachments from draft where person_id = $2 and channel_id = $3 and thread_id is not distinct from $4)
     insert into draft as d (id, person_id, channel_id, thread_id, text, attachments, updated_at, client_key)
     values ($1, $2, $3, $4, $5, coalesce($7::jsonb, '[]'), clock_timestamp(), $6)
     on conflict (person_id, channel_id, coalesce(thread_id, '')) do update
       set text = excluded.text, attachments = coalesce($7::jsonb, d.attachments), client_key = excluded.client_key,
         updated_at = case when d.client_key = excluded.client_key then d.updated_at else excluded.updated_at end
       where d.client_key <> excluded.client_key
         or (d.text = excluded.text and d.attachments = coalesce($7::jsonb, d.attachments))
     returning ${COLUMNS}, (select attachments from present) as before`,
    [
      ...[draft.id, draft.personId, draft.channelId, draft.threadId, draft.text, draft.clientKey],
      attachments && JSON.stringify(attachments),
    ],
  );
}

/** Throws a person's draft away; answers with what was in it. */
export const deleteDraft = (
  db: EntityManager,
  id: string,
  personId: string,
): Promise<Pick<DraftRow, 'attachments'> | undefined> =>
  selectOne(db, 'delete from draft where id = $1 and person_id = $2 returning attachments', [id, personId]);

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
