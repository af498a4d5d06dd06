import type { PageRequest } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { byKey, select, selectOne } from '../sql.js';
import type { MessageKind, Notice } from './message.js';
import type { MessageRow } from './message.table.js';

const NAMES =
  'id channel_id seq author_id kind text notice reply_to_id version sent_at edited_at deleted_at digest';
const COLUMNS = NAMES.replaceAll(' ', ', ');
const MESSAGE = NAMES.split(' ')
  .map((column) => `m.${column}`)
  .join(', ');

/** Messages by id, whoever asks. */
export async function messagesById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, MessageRow>> {
  return byKey(
    await select<MessageRow>(db, `select ${COLUMNS} from message where id = any($1)`, [ids]),
    'id',
  );
}

/** What is chosen when a message is added, a property for each column; its position and time are the database's. */
export interface NewMessage {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string | null;
  readonly kind: MessageKind;
  readonly text: string | null;
  readonly notice: Notice | null;
  readonly replyToId: string | null;
  readonly clientKey: string | null;
  readonly digest: string | null;
}

const snake = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

// Objects go into jsonb columns; lists of texts and dates are what the driver makes of them.
const stored = (value: unknown): unknown =>
  value === null || typeof value !== 'object' || Array.isArray(value) || value instanceof Date
    ? value
    : JSON.stringify(value);

/**
 * Adds a message at the next position of its channel. The channel's row stays locked until the transaction ends:
 * positions are gapless and in commit order, which a sequence would not give.
 */
export function insertMessage(db: EntityManager, message: NewMessage): Promise<MessageRow | undefined> {
  const chosen = Object.entries(message).filter(([name]) => name !== 'channelId');
  const columns = chosen.map(([name]) => snake(name)).join(', ');
  const values = chosen.map((_, index) => `$${String(index + 2)}`).join(', ');
  return selectOne<MessageRow>(
    db,
    `with next as (
       update channel set last_seq = last_seq + 1, changed_xid = pg_current_xact_id() where id = $1 returning last_seq
     )
     insert into message (channel_id, seq, sent_at, ${columns})
     select $1, last_seq, clock_timestamp(), ${values} from next returning ${COLUMNS}`,
    [message.channelId, ...chosen.map(([, value]) => stored(value))],
  );
}

/** What an author sent with a client key. */
export const messageByKey = (
  db: EntityManager,
  authorId: string,
  key: string,
): Promise<MessageRow | undefined> =>
  selectOne<MessageRow>(db, `select ${COLUMNS} from message where author_id = $1 and client_key = $2`, [
    authorId,
    key,
  ]);

/** A page of a channel by position, one more than the limit where there is one. */
export function messagesOfChannel(
  db: EntityManager,
  channelId: string,
  page: PageRequest,
): Promise<MessageRow[]> {
  return select<MessageRow>(
    db,
    `select ${COLUMNS} from message where channel_id = $1 and seq > $2 and seq < $3
     order by seq ${page.backward ? 'desc' : 'asc'} limit $4`,
    [channelId, page.after?.[0] ?? 0, page.before?.[0] ?? 2_147_483_647, page.limit + 1],
  );
}

/** The messages around one, with half of them before it; positions have no gap, so the bounds are arithmetic. */
export function messagesAround(
  db: EntityManager,
  channelId: string,
  messageId: string,
  limit: number,
): Promise<MessageRow[]> {
  const before = Math.floor(limit / 2);
  return select<MessageRow>(
    db,
    `select ${MESSAGE} from message m, message middle
     where middle.id = $2 and middle.channel_id = $1 and m.channel_id = $1
       and m.seq between middle.seq - $3::int and middle.seq + $4::int order by m.seq`,
    [channelId, messageId, before, limit - before - 1],
  );
}

/** The newest message of each channel. */
export async function newestMessages(
  db: EntityManager,
  channelIds: readonly string[],
): Promise<Map<string, MessageRow>> {
  const rows = await select<MessageRow>(
    db,
    `select ${MESSAGE} from channel c join message m on m.channel_id = c.id and m.seq = c.last_seq
     where c.id = any($1)`,
    [channelIds],
  );
  return byKey(rows, 'channelId');
}

/** Changes what a message says, keeping what it said; nothing when the version has moved on or it is deleted. */
export function updateText(
  db: EntityManager,
  edit: {
    readonly id: string;
    readonly expectedVersion: number;
    readonly text: string;
    readonly editorId: string;
  },
): Promise<MessageRow | undefined> {
  return selectOne<MessageRow>(
    db,
    `with old as (
       select id, channel_id, version, text from message
       where id = $1 and version = $2 and deleted_at is null for no key update
     ), kept as (
       insert into message_edit (message_id, version, text, editor_id) select id, version, text, $4 from old
     ), moved as (
       update channel set changed_xid = pg_current_xact_id() where id in (select channel_id from old)
     )
     update message m set text = $3, version = m.version + 1, edited_at = clock_timestamp()
     from old where m.id = old.id returning ${MESSAGE}`,
    [edit.id, edit.expectedVersion, edit.text, edit.editorId],
  );
}

/** Leaves a tombstone: the words and every earlier version of them are gone. */
export function buryMessage(
  db: EntityManager,
  id: string,
  deletedById: string,
): Promise<MessageRow | undefined> {
  return selectOne<MessageRow>(
    db,
    `with buried as (
       update message set text = null, deleted_at = clock_timestamp(), deleted_by_id = $2, version = version + 1
       where id = $1 and deleted_at is null returning ${COLUMNS}
     ), forgotten as (
       delete from message_edit where message_id in (select id from buried)
     ), unreacted as (
       delete from reaction where message_id in (select id from buried)
     ), unaddressed as (
       delete from mention where message_id in (select id from buried)
     ), moved as (
       update channel set changed_xid = pg_current_xact_id() where id in (select channel_id from buried)
     )
     select ${COLUMNS} from buried`,
    [id, deletedById],
  );
}
