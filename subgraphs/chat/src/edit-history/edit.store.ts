import { type PageRequest, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { MessageEditRow } from './edit.table.js';

/** A page of the earlier wordings of a message, the first one first, one more than the limit where there is one. */
export const editsOf = (db: EntityManager, messageId: string, page: PageRequest): Promise<MessageEditRow[]> =>
  select(
    db,
    `select message_id, version, text, attachments, editor_id, at from message_edit
     where message_id = $1 and version > $2 and version < $3
     order by version ${page.backward ? 'desc' : 'asc'} limit $4`,
    [messageId, page.after?.[0] ?? 0, page.before?.[0] ?? 2_147_483_647, page.limit + 1],
  );
