import { PgBoss } from 'pg-boss';
import type { DataSource, EntityManager } from 'typeorm';
import type { RequestContext } from './context.js';
import type { Logger } from './logger.js';

/** Work that is done later or regularly, at least once: handlers are idempotent. */
export interface Job {
  readonly name: string;
  /** A cron line in UTC; absent for work that only later() asks for. */
  readonly cron?: string;
  /** How many are done side by side; one after the other when left out. */
  readonly atOnce?: number;
  readonly run: (ctx: RequestContext, data: object) => Promise<void>;
}

/** Declares a job of a subgraph. */
export const job = (name: string, when: Pick<Job, 'cron' | 'atOnce'>, run: Job['run']): Job => ({
  name,
  ...when,
  run,
});

/** The running jobs of one subgraph. */
export interface Jobs {
  later(
    db: EntityManager,
    name: string,
    data: object,
    options?: { after?: Date; key?: string },
  ): Promise<void>;
  stop(): Promise<void>;
}

/** pg-boss expects an executor; statements of a job that is asked for in a transaction join that transaction. */
const executorOf = (db: EntityManager) => ({
  executeSql: async (text: string, values: unknown[] = []) => {
    const result: unknown = await db.query(text, values);
    return { rows: Array.isArray(result) ? result : [] };
  },
});

/** Starts the jobs of a subgraph in a PostgreSQL schema of their own, `<subgraph>_jobs`. */
export async function startJobs(
  options: { url: string; subgraph: string; jobs: readonly Job[]; logger: Logger; database: DataSource },
  contextOf: (jobName: string) => RequestContext,
): Promise<Jobs> {
  const boss = new PgBoss({ connectionString: options.url, schema: `${options.subgraph}_jobs`, max: 2 });
  boss.on('error', (error: Error) => {
    options.logger.warn({ err: error.message }, 'jobs');
  });
  await boss.start();
  for (const { name, cron, atOnce = 1, run } of options.jobs) {
    await boss.createQueue(name, { retryLimit: 5, retryBackoff: true });
    await boss.work(name, { batchSize: atOnce }, async (batch: { data: unknown }[]) => {
      await Promise.all(batch.map(({ data }) => run(contextOf(name), data ?? {})));
    });
    if (cron) await boss.schedule(name, cron);
  }
  return {
    async later(db, name, data, when = {}) {
      await boss.send(name, data, {
        db: executorOf(db),
        ...(when.after && { startAfter: when.after }),
        ...(when.key && { singletonKey: when.key }),
      });
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  };
}

/** Asks for a job in the transaction of the use case: it happens if and only if that commits. */
export const later = (
  ctx: RequestContext,
  name: string,
  data: object,
  options: { after?: Date; key?: string } = {},
): Promise<void> => ctx.subgraph.later(ctx.db, name, data, options);
