import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

/** A transaction that costs nothing until something is read or written in it. */
export interface LateTransaction {
  readonly db: EntityManager;
  /** Whether a statement was run. */
  readonly begun: () => boolean;
}

/** Makes the first statement of a runner, whatever it is, wait for the beginning of the transaction. */
function beginLate(runner: QueryRunner): () => boolean {
  const query = runner.query.bind(runner) as (text: string, ...rest: unknown[]) => Promise<unknown>;
  const start = runner.startTransaction.bind(runner);
  let beginning: Promise<void> | null = null;
  const begin = () => (beginning ??= start());
  const late = {
    // TypeORM asks this before it locks rows, and before it opens a transaction of its own for a save().
    isTransactionActive: true,
    async query(text: string, ...rest: unknown[]) {
      // What begin() itself sends; a nested transaction of TypeORM is a savepoint and sends another word.
      if (text !== 'START TRANSACTION') await begin();
      return query(text, ...rest);
    },
    async startTransaction(...level: Parameters<QueryRunner['startTransaction']>) {
      await begin();
      return start(...level);
    },
  };
  Object.assign(runner, late);
  return () => beginning !== null;
}

/**
 * Runs `work` in one transaction that begins with its first statement, commits when `work` is done and rolls back when
 * it fails. Without any statement there is neither.
 */
export async function lateTransaction<T>(
  database: DataSource,
  work: (transaction: LateTransaction) => Promise<T>,
): Promise<T> {
  const runner = database.createQueryRunner();
  const begun = beginLate(runner);
  try {
    const result = await work({ db: runner.manager, begun });
    if (begun()) await runner.commitTransaction();
    return result;
  } catch (error) {
    // Whatever it is, what was written so far must not stay.
    if (begun()) await rollBack(runner);
    throw error;
  } finally {
    await runner.release();
  }
}

async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    await runner.rollbackTransaction();
  } catch {
    // The connection is gone, and the transaction with it; why is what the caller throws.
  }
}
