import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { requestCancel, type PgClient } from './cancel-request.js';
import { unavailable, type AppError } from './errors.js';

/** PostgreSQL passes over a cancel request that arrives before the statement it means, so it is repeated. */
const REPEAT_MS = 100;

/** What is told where nobody is there to read it. */
export const givenUp = (): AppError => unavailable('Nobody waits for this answer any more');

/** A statement on its way. */
interface Running {
  readonly client: PgClient;
  readonly ended: PromiseWithResolvers<void>;
  isOver: boolean;
  cancelling: Promise<void> | null;
}

/** What is taken back must be, whoever waits; and what commits is not to be left in doubt. */
const ENDS_TRANSACTION = /^(COMMIT|ROLLBACK)/;

/**
 * The statements of one query, for as long as somebody waits for its answer: then those that run are cancelled in
 * PostgreSQL, and no other one begins. A connection is not given back before the server has passed on the cancel request
 * for it, so that whatever runs on it next is never hit.
 */
export class CancellableStatements {
  /** Reads like the database's own manager. */
  readonly db: EntityManager;
  private readonly running = new Set<Running>();

  /** @param onGivenUp told once, when nobody waits any more */
  constructor(
    database: DataSource,
    private readonly signal: AbortSignal,
    private readonly onGivenUp: () => void,
  ) {
    signal.addEventListener('abort', this.giveUp, { once: true });
    const source = Object.assign(Object.create(database) as DataSource, {
      createQueryRunner: (mode?: 'master' | 'slave') => this.watch(database.createQueryRunner(mode)),
    });
    this.db = Object.assign(Object.create(database.manager) as EntityManager, {
      dataSource: source,
      // Both are where a manager keeps repositories, which know the manager they were made by.
      repositories: new Map(),
      treeRepositories: [],
    });
    Object.assign(source, { manager: this.db });
  }

  /** The query has its answer. */
  end(): void {
    this.signal.removeEventListener('abort', this.giveUp);
  }

  private watch(runner: QueryRunner): QueryRunner {
    const connect = runner.connect.bind(runner) as () => Promise<PgClient>;
    const guarded = async () => {
      const client = await connect();
      return { query: (...statement: readonly unknown[]) => this.run(client, statement) };
    };
    return Object.assign(runner, { connect: guarded });
  }

  private async run(client: PgClient, statement: readonly unknown[]): Promise<unknown> {
    const [, end] = ENDS_TRANSACTION.exec(String(statement[0])) ?? [];
    if (this.signal.aborted && end !== 'ROLLBACK') throw givenUp();
    if (end) return client.query(...statement);
    const running: Running = {
      client,
      ended: Promise.withResolvers(),
      isOver: false,
      cancelling: null,
    };
    this.running.add(running);
    try {
      return await client.query(...statement);
    } finally {
      this.running.delete(running);
      running.isOver = true;
      running.ended.resolve();
      await running.cancelling;
    }
  }

  private readonly giveUp = (): void => {
    for (const running of this.running) running.cancelling = cancel(running);
    this.onGivenUp();
  };
}

/** Never rejects: what cannot be cancelled loses its connection, which ends it too. */
async function cancel(running: Running): Promise<void> {
  try {
    do {
      await requestCancel(running.client);
      if (!running.isOver) {
        await Promise.race([running.ended.promise, delay(REPEAT_MS, null, { ref: false })]);
      }
    } while (!running.isOver);
  } catch {
    // Nobody knows whether the request still arrives, and at which statement: nothing else may run there.
    const { stream } = running.client.connection;
    if (!stream.closed) await once(stream.destroy(), 'close');
  }
}
