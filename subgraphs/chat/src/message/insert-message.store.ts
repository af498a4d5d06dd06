import { byKey, columnOf, prepared, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { COLUMNS, type NewMessage } from './message.store.js';
import type { MessageRow } from './message.table.js';

/** What a message says of itself, by column, and its place among those that are added with it. */
const toRecord = (message: NewMessage, order: number): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(message).map(([name, value]) => [columnOf(name), value])),
  seq: order,
});

/** The statement for messages that name these columns: as many as features have, so that each is worth preparing. */
const statements = new Map<string, string>();

function insertion(columns: string): string {
  const known = statements.get(columns);
  if (known !== undefined) return known;
  const named = columns.split(' ');
  const values = named.map((column) => `item.${column}`);
  const made = prepared(
    `with item as materialized (select * from jsonb_populate_recordset(null::message, $1::jsonb)),
     locked as materialized (
       select id from channel where id in (select channel_id from item) order by id for no key update
     ), next as (
       update channel c set last_seq = c.last_seq + added.count, changed_xid = pg_current_xact_id()
       from (select locked.id, count(*)::int as count from item join locked on locked.id = item.channel_id
             group by locked.id) added
       where c.id = added.id returning c.id, c.last_seq - added.count as last_seq
     )
     insert into message (channel_id, seq, sent_at, ${named.join(', ')})
     select item.channel_id, next.last_seq + row_number() over (partition by item.channel_id order by item.seq),
       clock_timestamp(), ${values.join(', ')}
     from item join next on next.id = item.channel_id returning ${COLUMNS}`,
  );
  statements.set(columns, made);
  return made;
}

/**
 * Adds messages that name the same columns, in their order. The rows of their channels stay locked until the
 * transaction ends, taken in the order of their ids: positions are gapless and in commit order, which a sequence would
 * not give, and two transactions never wait for each other.
 */
const insertAlike = (
  db: EntityManager,
  columns: string,
  records: readonly Record<string, unknown>[],
): Promise<MessageRow[]> => select<MessageRow>(db, insertion(columns), [JSON.stringify(records)]);

const DECIDED = new Set(['channel_id', 'seq']);

/** Several statements would each lock in an order of their own; one takes all of them first. */
const lockChannels = (db: EntityManager, messages: readonly NewMessage[]): Promise<unknown> =>
  db.query('select 1 from channel where id = any($1) order by id for no key update', [
    messages.map(({ channelId }) => channelId),
  ]);

/** Adds messages, answers in their order with what was made, undefined where there is no such channel. */
export async function insertMessages(
  db: EntityManager,
  messages: readonly NewMessage[],
): Promise<(MessageRow | undefined)[]> {
  const records = messages.map(toRecord);
  const columnsOf = (record: Record<string, unknown>): string =>
    Object.keys(record)
      .filter((column) => !DECIDED.has(column))
      .sort()
      .join(' ');
  const kinds = Map.groupBy(records, columnsOf);
  if (kinds.size > 1) await lockChannels(db, messages);
  const inserted: MessageRow[] = [];
  for (const [columns, alike] of kinds) {
    inserted.push(...(await insertAlike(db, columns, alike)));
  }
  const byId = byKey(inserted, 'id');
  return messages.map(({ id }) => byId.get(id));
}
