import type { EntityManager } from 'typeorm';

/** A statement that PostgreSQL parses and plans once for each connection, under its name. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
}

/** As much of pg as is used here. */
interface Queryable {
  query(statement: NamedStatement & { readonly values: readonly unknown[] }): Promise<{ rows: unknown[] }>;
}

/**
 * Runs a statement that is run for every change there is: TypeORM has no way to name one, and would have it parsed
 * anew each time. In the caller's transaction, or by itself on a connection of the pool.
 */
export async function runNamed<T>(
  db: EntityManager,
  statement: NamedStatement,
  values: readonly unknown[],
): Promise<T[]> {
  // Counted with all others (see StatementCount).
  db.dataSource.logger.logQuery(statement.text);
  const { master } = db.dataSource.driver as unknown as { readonly master: Queryable };
  const runner = db.queryRunner;
  const client = runner ? ((await runner.connect()) as Queryable) : master;
  const { rows } = await client.query({ ...statement, values });
  return rows as T[];
}
