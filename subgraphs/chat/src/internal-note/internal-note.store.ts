import { byKey, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { InternalNoteRow } from './internal-note.table.js';

const COLUMNS = 'id, channel_id, author_id, body, version, created_at, edited_at';

/** Notes by id, whoever asks. */
export async function notesById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, InternalNoteRow>> {
  return byKey(
    await select<InternalNoteRow>(db, `select ${COLUMNS} from internal_note where id = any($1)`, [ids]),
    'id',
  );
}

/** A page of the notes beside a channel, the oldest first, one more than the limit where there is one. */
export const notesBeside = (
  db: EntityManager,
  channelId: string,
  page: PageRequest,
): Promise<InternalNoteRow[]> =>
  select<InternalNoteRow>(
    db,
    `select ${COLUMNS} from internal_note
     where channel_id = $1 and ($2::text is null or id > $2) and ($3::text is null or id < $3)
     order by id ${page.backward ? 'desc' : 'asc'} limit $4`,
    [channelId, page.after?.[0] ?? null, page.before?.[0] ?? null, page.limit + 1],
  );

export async function insertNote(
  db: EntityManager,
  note: Pick<InternalNoteRow, 'id' | 'channelId' | 'authorId' | 'body'>,
): Promise<void> {
  await db.query('insert into internal_note (id, channel_id, author_id, body) values ($1, $2, $3, $4)', [
    note.id,
    note.channelId,
    note.authorId,
    note.body,
  ]);
}

/** Changes a note whose version is still the one that was read. */
export const updateNote = (
  db: EntityManager,
  id: string,
  expectedVersion: number,
  body: string,
): Promise<InternalNoteRow | undefined> =>
  selectOne<InternalNoteRow>(
    db,
    `update internal_note set body = $3, version = version + 1, edited_at = clock_timestamp()
     where id = $1 and version = $2 returning ${COLUMNS}`,
    [id, expectedVersion, body],
  );

export async function deleteNote(db: EntityManager, id: string): Promise<void> {
  await db.query('delete from internal_note where id = $1', [id]);
}
