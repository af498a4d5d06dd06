import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const START_MS = 60_000;
const LAST_WORDS = 10_000;

/**
 * Loaded into every process that is measured, the product's as the reference's: on SIGUSR2 it collects garbage as
 * thoroughly as V8 can and gives the pages back, so that what memory is counted afterwards is held and not left over.
 * And it ends when we do, whatever ends us.
 */
const COLLECTOR = `process.on('SIGUSR2', () => {
  const thorough = { type: 'major', execution: 'sync', flavor: 'last-resort' };
  for (let n = 0; n < 3; n++) gc(thorough);
  process.stdout.write('collected\\n');
});
process.on('disconnect', () => process.exit());`;

/** The options of Node that load it. */
export const MEASURED = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(COLLECTOR)}`];

/** A process of ours that answers on a port. */
export interface Server {
  readonly url: string;
  readonly pid: number;
  /** Resolves when it holds no garbage. */
  collect(): Promise<void>;
  /** Signals it and waits for its end; nothing happens to one that has ended. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

/** Only what is named here is inherited, so that a bench does not depend on the shell it is started from. */
const environmentOf = (own: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  LANG: 'C.UTF-8',
  // A person looks for what costs time or memory with --cpu-prof or --heap-prof, in all processes at once.
  ...(process.env['BENCH_NODE_OPTIONS'] !== undefined && {
    NODE_OPTIONS: process.env['BENCH_NODE_OPTIONS'],
  }),
  ...own,
});

/** The process behind a Server. */
export const serverOf = (child: ChildProcess, url: string): Server => ({
  url,
  pid: child.pid ?? 0,
  async collect() {
    const collected = new Promise<void>((resolve) => {
      const hear = (chunk: Buffer): void => {
        if (!chunk.includes('collected')) return;
        child.stdout?.off('data', hear);
        resolve();
      };
      child.stdout?.on('data', hear);
    });
    child.kill('SIGUSR2');
    await collected;
  },
  async end(signal = 'SIGTERM') {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  },
});

/** How a program is started; what is left out is as for the product's own. */
export interface Start {
  readonly args?: readonly string[];
  /** A command that starts the program in its own place, such as one that binds it to a processor. */
  readonly through?: readonly string[];
  readonly isReady?: (url: string) => Promise<boolean>;
}

/** Starts a program of what `npm run build` built on that port, and waits until it is ready to serve. */
export async function startServer(
  program: string,
  port: number,
  own: Readonly<Record<string, string>>,
  { args = [], through = [], isReady = isProductReady }: Start = {},
): Promise<Server> {
  const path = fileURLToPath(new URL(`../${program}`, import.meta.url));
  if (!existsSync(path)) throw new Error(`${program} is not built; run npm run build first`);
  const [command = '', ...rest] = [...through, process.execPath, ...MEASURED, path, ...args];
  const child = spawn(command, rest, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: environmentOf({ HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn', ...own }),
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-LAST_WORDS)));
  }
  const url = `http://127.0.0.1:${String(port)}`;
  const deadline = performance.now() + START_MS;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${program} did not become ready:\n${said}`);
    }
    await pause(50);
  }
  return serverOf(child, url);
}

const isProductReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    // Nobody listens yet.
    () => false,
  );

/** A program that is not ours, on loopback, until `ended`; it resolves when it says that it serves. */
export async function startTool(
  command: string,
  args: readonly string[],
  serves: RegExp,
): Promise<ChildProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env: environmentOf({}) });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      reject(new Error(`${command} ended before it served:\n${said}`));
    });
    child.stdout.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-LAST_WORDS);
      if (serves.test(said)) resolve();
    });
  });
  return child;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port on 127.0.0.1');
  return address.port;
}

/** A number that a person may set for this run, such as fewer rounds than usual. */
export function settingOf(name: string, usual: number): number {
  const given = Number(process.env[name] ?? usual);
  if (!(given > 0)) throw new Error(`${name} must be a number above 0`);
  return given;
}

/** A fresh client key. */
export const aKey = (): string => randomUUID();
