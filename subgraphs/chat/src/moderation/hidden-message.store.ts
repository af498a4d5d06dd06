import type { PageRequest } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { boundsOf, byKey, byTime, select } from '../sql.js';

/** A message that was decided about, as its author is told of it. */
export interface HiddenRow {
  readonly messageId: string;
  readonly authorId: string | null;
  readonly channelId: string;
  readonly text: string | null;
  readonly hiddenAt: Date | null;
  readonly deleted: boolean;
}

const COLUMNS = `m.id as message_id, m.author_id, m.channel_id, m.text, m.hidden_at,
  m.hidden_at is null and m.held_at is null and (m.deleted_at is not null or m.withdrawn_at is not null) as deleted`;

/** Messages by id, however they stand. */
export async function judgedById(db: EntityManager, ids: readonly string[]): Promise<Map<string, HiddenRow>> {
  const rows = await select<HiddenRow>(db, `select ${COLUMNS} from message m where m.id = any($1)`, [ids]);
  return byKey(rows, 'messageId');
}

/** A page of what is hidden of a person's, the last hidden first, one more than the limit where there is one. */
export function hiddenOf(db: EntityManager, personId: string, page: PageRequest): Promise<HiddenRow[]> {
  return select<HiddenRow>(
    db,
    `select ${COLUMNS} from message m
     where m.author_id = $1 and m.hidden_at is not null
       and ${byTime({ at: 'm.hidden_at', id: 'm.id', first: 'newest' }, page, 2)}`,
    [personId, ...boundsOf(page), page.limit + 1],
  );
}
