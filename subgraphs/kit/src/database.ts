import { AsyncLocalStorage } from 'node:async_hooks';
import { Client } from 'pg';
import { AbstractLogger, DataSource, DefaultNamingStrategy, type DataSourceOptions } from 'typeorm';
import { CreateKitTables1760000000000 } from './migrations/1760000000000-create-kit-tables.js';
import { PartitionLog1760000000010 } from './migrations/1760000000010-partition-log.js';
import { CreateDeadLetters1760000000020 } from './migrations/1760000000020-create-dead-letters.js';
import { OrderLogByStream1760000000030 } from './migrations/1760000000030-order-log-by-stream.js';
import { prepareOn } from './prepared.js';

/** TypeORM's own word for a list of classes is wider than what it accepts at run time. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- the type that DataSourceOptions asks for
type TypeormClasses = Function[];

/** Classes that TypeORM reads: rows and migrations. */
export type Classes = readonly (new (...args: never[]) => object)[];

const snakeCase = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** Columns are the snake case of their property; tables are named by their @Entity. */
class SnakeNaming extends DefaultNamingStrategy {
  override tableName(className: string, customName: string | undefined): string {
    return customName ?? snakeCase(className.replace(/Row$/, ''));
  }

  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? snakeCase(propertyName);
  }
}

/** What every subgraph's schema has, whatever its own migrations add. */
const kitMigrations: Classes = [
  CreateKitTables1760000000000,
  PartitionLog1760000000010,
  CreateDeadLetters1760000000020,
  OrderLogByStream1760000000030,
];

/** Counts statements, so that tests can promise how many a request takes. */
export class StatementCount extends AbstractLogger {
  total = 0;
  readonly recent: string[] = [];
  private readonly lists = new AsyncLocalStorage<string[]>();

  constructor() {
    super(['query']);
  }

  /** Runs work. @returns the statements that it ran, without those that others ran meanwhile */
  async during<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly list: readonly string[] }> {
    const list: string[] = [];
    const result = await this.lists.run(list, work);
    return { result, list };
  }

  override logQuery(query: string): void {
    this.lists.getStore()?.push(query);
    this.total += 1;
    this.recent.push(query);
    if (this.recent.length > 200) this.recent.shift();
  }

  protected override writeLog(): void {
    // Statements are counted, never written: they may hold personal data.
  }
}

export interface DatabaseOptions {
  readonly url: string;
  /** The PostgreSQL schema that this subgraph owns. */
  readonly schema: string;
  readonly tables: Classes;
  readonly migrations: Classes;
  readonly poolSize: number;
}

const STATEMENT_TIMEOUT_MS = 5_000;

/**
 * Makes the schema if it is missing, runs migrations one process at a time, and checks what durability rests on.
 * @throws Error when fsync, synchronous_commit or full_page_writes is off: an answer would not mean committed (G1)
 */
export async function openDatabase(
  options: DatabaseOptions,
): Promise<DataSource & { statements: StatementCount }> {
  const { url, schema } = options;
  const statements = new StatementCount();
  const settings: DataSourceOptions = {
    type: 'postgres',
    url,
    schema,
    entities: [...options.tables] as unknown as TypeormClasses,
    migrations: [...kitMigrations, ...options.migrations] as unknown as TypeormClasses,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNaming(),
    logger: statements,
    logging: ['query'],
    poolSize: options.poolSize,
    extra: {
      // Compiling a statement takes longer than any of ours runs, and is done by estimated cost alone.
      options: `-c search_path=${schema},public -c statement_timeout=${String(STATEMENT_TIMEOUT_MS)} -c jit=off`,
      application_name: `parley ${schema}`,
      keepAlive: true,
    },
  };
  const database = new DataSource(settings);
  const setup = new Client({ connectionString: url });
  await setup.connect();
  try {
    // Two replicas may start at once; the lock is released with the connection whatever happens.
    await setup.query('select pg_advisory_lock(hashtext($1))', [`parley migrate ${schema}`]);
    await setup.query(`create schema if not exists "${schema}"`);
    await assertDurable(setup);
    await database.initialize();
    prepareOn(database);
    await database.runMigrations();
  } finally {
    await setup.end();
  }
  return Object.assign(database, { statements });
}

async function assertDurable(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
  );
  const off = rows.filter(({ setting }) => setting === 'off').map(({ name }) => name);
  if (off.length > 0) {
    throw new Error(`PostgreSQL runs with ${off.join(', ')} off; answered writes could be lost. Turn it on.`);
  }
}
