import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, cleanEnvironment, freePort, startChild } from './child.js';

/** A server of Debian's, running natively in place of a container. */
export interface NativeServer {
  readonly port: number;
  /** Starts it on its own data and port; resolves once it serves. */
  begin(): Promise<Child>;
  /** Removes its data. */
  remove(): Promise<void>;
}

const VERSIONS = ['18', '17', '16', '15'];
const USER = 'postgres';

function postgresBin(): string {
  const found = VERSIONS.map((version) => `/usr/lib/postgresql/${version}/bin`).find((dir) =>
    existsSync(dir),
  );
  if (!found) {
    throw new Error('PostgreSQL is not installed; npm test installs it, or apt-get install postgresql');
  }
  return found;
}

const idOf = (option: string): number =>
  Number(spawnSync('id', [option, USER], { encoding: 'utf8' }).stdout.trim());

/** Root makes the folder as the user `postgres`, whom the server insists on. */
function initialise(bin: string, data: string, environment: NodeJS.ProcessEnv): void {
  const initdb = [join(bin, 'initdb'), '-D', data, '-U', 'parley', '-A', 'trust', '-E', 'UTF8'] as const;
  const [command, ...args] =
    process.getuid?.() === 0
      ? ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--init-groups', ...initdb]
      : initdb;
  const options = { encoding: 'utf8', env: environment, cwd: '/' } as const;
  const made = spawnSync(command, [...args, '--locale=C.UTF-8'], options);
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
}

/** Debian's PostgreSQL on a folder of its own, with the database and user of docker-compose.yml. */
export async function postgresServer(password: string): Promise<NativeServer> {
  const bin = postgresBin();
  const dir = await mkdtemp(join(tmpdir(), 'parley-e2e-pg-'));
  if (process.getuid?.() === 0) await chown(dir, idOf('-u'), idOf('-g'));
  await chmod(dir, 0o700);
  const data = join(dir, 'data');
  const environment = cleanEnvironment({ PGPASSWORD: password });
  initialise(bin, data, environment);
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'];
  const flags = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  let isNew = true;
  return {
    port,
    async begin() {
      const manner = { cwd: '/', user: USER, orphaned: 'SIGINT' } as const;
      const child = startChild('postgres', join(bin, 'postgres'), flags, environment, manner);
      await child.says(/ready to accept connections/);
      if (isNew) createDatabase(bin, port, environment);
      isNew = false;
      return child;
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

function createDatabase(bin: string, port: number, environment: NodeJS.ProcessEnv): void {
  const args = ['-h', '127.0.0.1', '-p', String(port), '-U', 'parley', 'parley'];
  const made = spawnSync(join(bin, 'createdb'), args, { encoding: 'utf8', env: environment, cwd: '/' });
  if (made.status !== 0) throw new Error(`createdb: ${made.stderr}`);
}

/** Debian's Redis with the arguments that docker-compose.yml gives it. */
export async function redisServer(command: readonly string[]): Promise<NativeServer> {
  const port = await freePort();
  const [program = 'redis-server', ...args] = command;
  const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', tmpdir()];
  return {
    port,
    async begin() {
      const child = startChild('redis', program, [...args, ...own], cleanEnvironment({}));
      await child.says(/Ready to accept connections/);
      return child;
    },
    // It keeps nothing.
    remove: () => Promise.resolve(),
  };
}
