import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, cleanEnvironment, freePort, startChild } from './child.js';

/** A server of Debian's, running natively in place of a container. */
export interface NativeServer {
  readonly port: number;
  readonly child: Child;
  stop(): Promise<void>;
}

const VERSIONS = ['18', '17', '16', '15'];

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
  Number(spawnSync('id', [option, 'postgres'], { encoding: 'utf8' }).stdout.trim());

/** Root starts PostgreSQL as the user `postgres`, which it insists on. */
function asServer(command: string, args: readonly string[]): [string, readonly string[]] {
  if (process.getuid?.() !== 0) return [command, args];
  return [
    'setpriv',
    ['--reuid=postgres', '--regid=postgres', '--init-groups', '--pdeathsig', 'INT', command, ...args],
  ];
}

/** Debian's PostgreSQL on a folder of its own, with the database and user of docker-compose.yml. */
export async function startPostgresServer(password: string): Promise<NativeServer> {
  const bin = postgresBin();
  const dir = await mkdtemp(join(tmpdir(), 'parley-e2e-pg-'));
  if (process.getuid?.() === 0) await chown(dir, idOf('-u'), idOf('-g'));
  await chmod(dir, 0o700);
  const data = join(dir, 'data');
  const environment = cleanEnvironment({ PGPASSWORD: password });
  const init = asServer(join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    'parley',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ]);
  const made = spawnSync(...init, { encoding: 'utf8', env: environment, cwd: '/' });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const port = await freePort();
  const flags = [
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-c',
    'max_connections=200',
  ];
  const run = asServer(join(bin, 'postgres'), ['-D', data, ...flags]);
  const child = startChild('postgres', run[0], run[1], environment, '/');
  await child.says(/ready to accept connections/);
  const create = spawnSync(
    join(bin, 'createdb'),
    ['-h', '127.0.0.1', '-p', String(port), '-U', 'parley', 'parley'],
    {
      encoding: 'utf8',
      env: environment,
      cwd: '/',
    },
  );
  if (create.status !== 0) throw new Error(`createdb: ${create.stderr}`);
  return {
    port,
    child,
    async stop() {
      await child.end('SIGINT');
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Debian's Redis with the arguments that docker-compose.yml gives it. */
export async function startRedisServer(command: readonly string[]): Promise<NativeServer> {
  const port = await freePort();
  const [program = 'redis-server', ...args] = command;
  const child = startChild(
    'redis',
    program,
    [...args, '--port', String(port), '--bind', '127.0.0.1', '--dir', tmpdir()],
    cleanEnvironment({}),
  );
  await child.says(/Ready to accept connections/);
  return { port, child, stop: () => child.end() };
}
