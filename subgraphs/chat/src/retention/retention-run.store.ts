import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { KEPT } from '../sql-conditions.js';
import { GOVERNING, LEFT } from './retention.store.js';

/** A run of a policy that is not finished, and how far it got. */
export interface OpenRun {
  readonly policyId: string;
  readonly organizationId: string;
  readonly dueAt: Date;
  readonly keepDays: number;
  readonly removesFiles: boolean;
  /** The last channel that it looked at; runs go through channels in the order of their ids. */
  readonly channelId: string;
  readonly removedCount: number;
}

/** Makes a run due for every policy that had none since. */
export async function openRuns(db: EntityManager, dueAt: Date): Promise<void> {
  await db.query(
    `insert into retention_run (policy_id, due_at) select p.id, $1 from retention_policy p
     where not exists (select from retention_run r where r.policy_id = p.id and r.due_at >= $1) on conflict do nothing`,
    [dueAt],
  );
}

/** Makes a run of one policy due. */
export async function openRun(db: EntityManager, policyId: string, dueAt: Date): Promise<void> {
  await db.query('insert into retention_run (policy_id, due_at) values ($1, $2) on conflict do nothing', [
    policyId,
    dueAt,
  ]);
}

const OPEN = `select r.policy_id, p.organization_id, r.due_at, p.keep_days, p.removes_files, r.channel_id, r.removed_count
  from retention_run r join retention_policy p on p.id = r.policy_id where r.finished_at is null`;

/** The first run that is not finished. */
export const firstOpenRun = (db: EntityManager): Promise<OpenRun | undefined> =>
  selectOne<OpenRun>(db, `${OPEN} order by r.due_at, r.policy_id limit 1`);

/** A run for whoever goes on with it, as it is now; others wait for their end. Nothing when it is finished. */
export const lockedRun = (
  db: EntityManager,
  { policyId, dueAt }: Pick<OpenRun, 'policyId' | 'dueAt'>,
): Promise<OpenRun | undefined> =>
  selectOne<OpenRun>(db, `${OPEN} and r.policy_id = $1 and r.due_at = $2 for no key update of r`, [
    policyId,
    dueAt,
  ]);

/** The next channel from here on, itself included, that the policy governs and where something is old enough. */
export async function nextChannel(
  db: EntityManager,
  run: OpenRun,
  cutoff: Date,
): Promise<string | undefined> {
  const row = await selectOne<{ id: string }>(
    db,
    `select c.id from channel c left join retention_mark k on k.channel_id = c.id
     where c.organization_id = $1 and c.id >= $2 and ${GOVERNING} = $3
       and exists (select from message m where m.channel_id = c.id and m.seq > coalesce(k.seq, 0)
         and m.sent_at < $4 and ${LEFT} and not ${KEPT})
     order by c.id limit 1`,
    [run.organizationId, run.channelId, run.policyId, cutoff],
  );
  return row?.id;
}

/** The oldest messages of a channel that are to go. */
export const oldestOf = (
  db: EntityManager,
  channelId: string,
  cutoff: Date,
  limit: number,
): Promise<
  { readonly id: string; readonly seq: number; readonly shown: boolean; readonly threadId: string | null }[]
> =>
  select(
    db,
    `select m.id, m.seq, m.withdrawn_at is null as shown, m.thread_id
     from channel c left join retention_mark k on k.channel_id = c.id join message m on m.channel_id = c.id
     where c.id = $1 and m.seq > coalesce(k.seq, 0) and m.sent_at < $2 and ${LEFT} and not ${KEPT}
     order by m.seq limit $3`,
    [channelId, cutoff, limit],
  );

/** Notes up to where a channel was cleared, so that the next run does not look there again. */
export async function markCleared(db: EntityManager, channelId: string, cutoff: Date): Promise<void> {
  await db.query(
    `insert into retention_mark as k (channel_id, seq)
     select $1, coalesce(max(m.seq), 0) from message m where m.channel_id = $1 and m.sent_at < $2
       and m.seq > coalesce((select seq from retention_mark where channel_id = $1), 0)
     having max(m.seq) is not null
     on conflict (channel_id) do update set seq = greatest(k.seq, excluded.seq)`,
    [channelId, cutoff],
  );
}

/** Notes how far a run got. */
export async function advanceRun(
  db: EntityManager,
  run: Pick<OpenRun, 'policyId' | 'dueAt'>,
  step: { readonly channelId: string; readonly removed: number },
): Promise<void> {
  await db.query(
    `update retention_run set channel_id = $3, removed_count = removed_count + $4
     where policy_id = $1 and due_at = $2`,
    [run.policyId, run.dueAt, step.channelId, step.removed],
  );
}

/** Ends a run. */
export async function finishRun(db: EntityManager, run: OpenRun): Promise<void> {
  await db.query(
    'update retention_run set finished_at = clock_timestamp() where policy_id = $1 and due_at = $2',
    [run.policyId, run.dueAt],
  );
}

/** What reports kept of messages that are gone now. */
export async function forgetExcerpts(db: EntityManager, messageIds: readonly string[]): Promise<void> {
  await db.query('update moderation_report set excerpt = null where message_id = any($1)', [messageIds]);
}
