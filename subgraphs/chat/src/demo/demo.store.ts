import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** One table's worth of demo rows, named as its columns are. */
export interface DemoRows {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Whether the demo's first channel is there already. */
export async function isSeeded(db: EntityManager, channelId: string): Promise<boolean> {
  return (await select(db, 'select 1 as one from channel where id = $1', [channelId])).length > 0;
}

/** Tells threads of the messages that they begin with, once those are there. */
export async function tieThreads(db: EntityManager, threadIds: readonly string[]): Promise<void> {
  await db.query(
    'update thread t set root_id = m.id from message m where m.own_thread_id = t.id and t.id = any($1)',
    [threadIds],
  );
}

/** Writes rows in one statement for each table; what is there already stays. */
export async function insertRows(db: EntityManager, { table, rows }: DemoRows): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return;
  await db.query(
    `insert into ${table} (${columns.join(', ')})
     select ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, $1::jsonb)
     on conflict do nothing`,
    [JSON.stringify(rows)],
  );
}
