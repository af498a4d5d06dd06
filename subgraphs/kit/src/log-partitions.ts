import type { DataSource, EntityManager } from 'typeorm';
import type { Logger } from './logger.js';

const HOUR_MS = 3_600_000;
/** Shorter than PostgreSQL's deadlock_timeout (1 s): maintenance gives way before anybody else has to. */
const LOCK_TIMEOUT_MS = 500;
/** This week and the one ahead; a row of any other time goes to the default partition. */
const WEEKS_AHEAD = 1;

/** One table of the log, and which times its rows are of. */
export interface LogPartition {
  readonly name: string;
  /** Inclusive; null for the default partition and for one that reaches back without end. */
  readonly from: Date | null;
  /** Exclusive; null for the default partition. */
  readonly until: Date | null;
}

// FOR VALUES FROM ('2026-11-16 00:00:00+00') TO ('2026-11-23 00:00:00+00'), or with MINVALUE, or DEFAULT
const FROM = /FROM \('([^']+)'\)/;
const UNTIL = /TO \('([^']+)'\)/;

function timeIn(bound: string, side: RegExp): Date | null {
  const text = side.exec(bound)?.[1];
  return text === undefined ? null : new Date(text);
}

/** The tables of the log, oldest first, the default partition last. */
export async function logPartitions(db: EntityManager): Promise<LogPartition[]> {
  const rows: { name: string; bound: string }[] = await db.query(`
    select child.relname as name, pg_get_expr(child.relpartbound, child.oid) as bound
    from pg_inherits join pg_class child on child.oid = inhrelid
    where inhparent = 'log'::regclass`);
  return rows
    .map(({ name, bound }) => ({ name, from: timeIn(bound, FROM), until: timeIn(bound, UNTIL) }))
    .sort((a, b) => (a.until?.getTime() ?? Infinity) - (b.until?.getTime() ?? Infinity));
}

/** Runs `work` in a transaction that only one replica at a time is in; false when another one is. */
async function alone(database: DataSource, work: (db: EntityManager) => Promise<void>): Promise<boolean> {
  return database.transaction(async (db) => {
    const [lock]: { taken: boolean }[] = await db.query(
      `select pg_try_advisory_xact_lock(hashtext('parley log ' || current_schema())) as taken`,
    );
    if (!lock?.taken) return false;
    await db.query(`set local lock_timeout = ${String(LOCK_TIMEOUT_MS)}`);
    await db.query(`set local timezone = 'UTC'`);
    await work(db);
    return true;
  });
}

interface Week {
  readonly name: string;
  readonly start: string;
  readonly end: string;
}

/** The weeks that should have a table, by the database's clock; Monday to Monday in UTC. */
async function wantedWeeks(db: EntityManager): Promise<Week[]> {
  return db.query(
    `select to_char(week, '"log_"YYYYMMDD') as name, week::text as start, (week + interval '1 week')::text as end
     from generate_series(0, $1::int) n, lateral (select date_trunc('week', now()) + n * interval '1 week' as week) w
     order by week`,
    [WEEKS_AHEAD],
  );
}

/** Makes the table of a week; rows that came before it stood move over from the default partition. */
async function addWeek(db: EntityManager, { name, start, end }: Week): Promise<void> {
  // Attaching takes both locks anyway, in this order; taken first, nothing comes in between move and attach.
  await db.query(`lock table only log in share update exclusive mode`);
  await db.query(`lock table log_default in access exclusive mode`);
  await db.query(`create table ${name} (like log including defaults)`);
  await db.query(
    `with moved as (delete from log_default where at >= $1 and at < $2 returning *) insert into ${name} select * from moved`,
    [start, end],
  );
  await db.query(`alter table log attach partition ${name} for values from ('${start}') to ('${end}')`);
}

function holds({ from, until }: LogPartition, week: Week): boolean {
  return (from === null || from <= new Date(week.start)) && until !== null && until >= new Date(week.end);
}

async function addWeeks(db: EntityManager): Promise<void> {
  const partitions = await logPartitions(db);
  for (const week of await wantedWeeks(db)) {
    if (!partitions.some((partition) => holds(partition, week))) await addWeek(db, week);
  }
}

/** Drops the tables whose every row is older than the retention. */
async function dropExpired(db: EntityManager, retentionDays: number): Promise<string[]> {
  const [now]: { cutoff: Date }[] = await db.query(`select now() - $1 * interval '1 day' as cutoff`, [
    retentionDays,
  ]);
  const cutoff = now?.cutoff ?? new Date(0);
  const expired = (await logPartitions(db)).filter(({ until }) => until !== null && until <= cutoff);
  if (expired.length > 0) {
    // The parent first, as every reader does: otherwise one of them could be waiting for what we hold.
    await db.query(`lock table only log in access exclusive mode`);
    for (const { name } of expired) await db.query(`drop table ${name}`);
  }
  await db.query(`delete from log_default where at < $1`, [cutoff]);
  return expired.map(({ name }) => name);
}

/**
 * Makes the tables that the log needs next and drops those older than the retention. Any number of replicas may call
 * it at once: one does the work, in two short transactions.
 * @throws Error when a table is busy for longer than half a second; nothing was changed then
 */
export async function maintainLog(database: DataSource, retentionDays: number): Promise<readonly string[]> {
  const dropped: string[] = [];
  await alone(database, addWeeks);
  await alone(database, async (db) => {
    dropped.push(...(await dropExpired(db, retentionDays)));
  });
  return dropped;
}

/** How long the log is kept where nobody says otherwise. */
export const LOG_RETENTION_DAYS = 30;

/** Keeps the log in shape from now on: at once and every hour, until the answer is called. */
export async function keepLog(
  database: DataSource,
  retentionDays: number,
  logger: Logger,
): Promise<() => Promise<void>> {
  const round = async () => {
    try {
      const dropped = await maintainLog(database, retentionDays);
      if (dropped.length > 0) logger.info({ dropped }, 'log pruned');
    } catch (error) {
      // Busy, or the database is away: rows go to the default partition until the next round moves them.
      logger.warn({ err: String(error) }, 'log not maintained');
    }
  };
  let running = round();
  await running;
  const hourly = setInterval(() => {
    running = running.then(round);
  }, HOUR_MS);
  hourly.unref();
  return async () => {
    clearInterval(hourly);
    await running;
  };
}
