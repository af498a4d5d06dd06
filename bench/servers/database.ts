import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, startPostgres, type EmbeddedPostgres } from '@parley/kit';
import { Client } from 'pg';

/** A statement that the server ran, and for which service. */
export interface Statement {
  /** `parley chat`, `parley identity`; as the service calls itself. */
  readonly service: string;
  readonly text: string;
}

/** A database server with throwaway data. */
export interface Database {
  readonly url: string;
  /** Every statement that all services run while `work` lasts; only of a database that keeps a log. */
  statementsOf(work: () => Promise<void>): Promise<readonly Statement[]>;
  stop(): Promise<void>;
}

interface LogLine {
  readonly application_name?: string;
  readonly message?: string;
}

const LOG_DIR = 'bench-log';
/** The collector of the log writes in its own time. */
const FLUSH_MS = 300;
const SETTINGS = ['logging_collector = on', `log_directory = '${LOG_DIR}'`, `log_destination = 'jsonlog'`];

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'bench' });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function readLog(dir: string): Promise<Statement[]> {
  const texts: string[] = [];
  for (const name of (await readdir(dir)).sort()) texts.push(await readFile(join(dir, name), 'utf8'));
  return texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.startsWith('{'))
    .flatMap((line) => {
      const { application_name: service = '', message = '' } = JSON.parse(line) as LogLine;
      const [, text] = /^(?:statement|execute [^:]*): ([\s\S]*)$/.exec(message) ?? [];
      return text === undefined || service === 'bench' ? [] : [{ service, text }];
    });
}

/** Starts the PostgreSQL that the product itself would start, on a folder that goes with it. */
export async function startDatabase({ keepsLog } = { keepsLog: false }): Promise<Database> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  // Root runs the server as another user, who must get in.
  await chmod(dataDir, 0o755);
  const start = (): Promise<EmbeddedPostgres> =>
    startPostgres({ dataDir, logger: createLogger('bench', 'warn') });
  let postgres = await start();
  if (keepsLog) {
    // Whether there is a log is decided when the server starts.
    await run(
      postgres.url,
      SETTINGS.map((setting) => `alter system set ${setting}`),
    );
    await postgres.stop();
    postgres = await start();
  }
  const { url } = postgres;
  const logDir = join(dataDir, 'postgres', LOG_DIR);
  return {
    url,
    async statementsOf(work) {
      const before = (await readLog(logDir)).length;
      await run(url, [`alter system set log_statement = 'all'`, 'select pg_reload_conf()']);
      await work();
      await run(url, [
        `alter system reset log_statement`,
        'select pg_reload_conf()',
        `select pg_sleep(${String(FLUSH_MS / 1_000)})`,
      ]);
      return (await readLog(logDir)).slice(before);
    },
    async stop() {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
