import { boundsOf, byKey, byTime, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { ScheduledRow } from './scheduled.table.js';

const NAMES = [
  'id',
  'person_id',
  'channel_id',
  'thread_id',
  'text',
  'content',
  'send_at',
  'recipient_id',
  'recipient_local_time',
  'recipient_local_date',
  'recipient_zone',
  'viewer',
  'message_key',
  'failed_at',
  'failed_because',
];
const COLUMNS = NAMES.join(', ');

/** When a message is to be sent, and by whose clock. */
export type Timing = Pick<
  ScheduledRow,
  'sendAt' | 'recipientId' | 'recipientLocalTime' | 'recipientLocalDate' | 'recipientZone'
>;

export type NewScheduled = Omit<ScheduledRow, 'failedAt' | 'failedBecause'>;

export async function insertScheduled(db: EntityManager, row: NewScheduled): Promise<void> {
  await db.query(
    `insert into scheduled_message (id, person_id, channel_id, thread_id, text, content, send_at, recipient_id,
       recipient_local_time, recipient_local_date, recipient_zone, viewer, message_key, created_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11, $12::jsonb, $13, clock_timestamp())`,
    [
      ...[row.id, row.personId, row.channelId, row.threadId, row.text, JSON.stringify(row.content)],
      ...[row.sendAt, row.recipientId, row.recipientLocalTime, row.recipientLocalDate, row.recipientZone],
      ...[JSON.stringify(row.viewer), row.messageKey],
    ],
  );
}

/** How many messages of a person wait. */
export async function countScheduled(db: EntityManager, personId: string): Promise<number> {
  const statement = 'select count(*)::int as count from scheduled_message where person_id = $1';
  return (await selectOne<{ count: number }>(db, statement, [personId]))?.count ?? 0;
}

/** A message that waits, kept as it is until the transaction ends; who else would send or change it waits. */
export const lockScheduled = (db: EntityManager, id: string): Promise<ScheduledRow | undefined> =>
  selectOne<ScheduledRow>(db, `select ${COLUMNS} from scheduled_message where id = $1 for update`, [id]);

/** The same where it is due and nobody else is at it. */
export const lockDue = (db: EntityManager, id: string): Promise<ScheduledRow | undefined> =>
  selectOne<ScheduledRow>(
    db,
    `select ${COLUMNS} from scheduled_message
     where id = $1 and failed_at is null and send_at <= clock_timestamp() for update skip locked`,
    [id],
  );

/** What is due, the longest due first, beginning after what was looked at before. */
export const dueAfter = (
  db: EntityManager,
  after: Pick<ScheduledRow, 'sendAt' | 'id'> | null,
  atMost: number,
): Promise<ScheduledRow[]> =>
  select<ScheduledRow>(
    db,
    `select ${COLUMNS} from scheduled_message
     where failed_at is null and send_at <= clock_timestamp()
       and ($1::timestamptz is null or (send_at, id) > ($1::timestamptz, $2))
     order by send_at, id limit $3`,
    [after?.sendAt ?? null, after?.id ?? null, atMost],
  );

/** Gives a message other words, another time or both; it waits again. */
export async function updateScheduled(
  db: EntityManager,
  { id, text, content, sendAt, ...timing }: Pick<ScheduledRow, 'id' | 'text' | 'content'> & Timing,
): Promise<void> {
  await db.query(
    `update scheduled_message set text = $2, content = $3::jsonb, send_at = $4, recipient_id = $5,
       recipient_local_time = $6, recipient_local_date = $7, recipient_zone = $8, failed_at = null,
       failed_because = null
     where id = $1`,
    [
      ...[id, text, JSON.stringify(content), sendAt],
      ...[timing.recipientId, timing.recipientLocalTime, timing.recipientLocalDate, timing.recipientZone],
    ],
  );
}

/** Takes a message from those that wait: it is sent, or will not be. */
export async function deleteScheduled(db: EntityManager, id: string): Promise<void> {
  await db.query('delete from scheduled_message where id = $1', [id]);
}

/** Notes why a message was refused; says whether it still waited. */
export async function failScheduled(db: EntityManager, id: string, because: string): Promise<boolean> {
  const failed = await select(
    db,
    `update scheduled_message set failed_at = clock_timestamp(), failed_because = $2
     where id = $1 and failed_at is null and send_at <= clock_timestamp() returning id`,
    [id, because],
  );
  return failed.length > 0;
}

export async function scheduledById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, ScheduledRow>> {
  const statement = `select ${COLUMNS} from scheduled_message where id = any($1)`;
  return byKey(await select<ScheduledRow>(db, statement, [ids]), 'id');
}

/** A page of what a person will send, the soonest first, one more than the limit where there is one. */
export function scheduledOf(db: EntityManager, personId: string, page: PageRequest): Promise<ScheduledRow[]> {
  return select<ScheduledRow>(
    db,
    `select ${COLUMNS} from scheduled_message
     where person_id = $1 and ${byTime({ at: 'send_at', id: 'id', first: 'soonest' }, page, 2)}`,
    [personId, ...boundsOf(page), page.limit + 1],
  );
}

/** What waits for the clock of one of these people, where it is not the clock it was computed by; locked. */
export const outOfZone = (db: EntityManager, recipientIds: readonly string[]): Promise<ScheduledRow[]> =>
  select<ScheduledRow>(
    db,
    `select ${NAMES.map((name) => `s.${name}`).join(', ')}
     from scheduled_message s join person p on p.id = s.recipient_id
     where s.recipient_id = any($1) and s.failed_at is null and p.time_zone is distinct from s.recipient_zone
     order by s.id for update of s`,
    [recipientIds],
  );
