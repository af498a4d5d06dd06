import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const LOGS = join(root, 'test-output', 'logs');
let started = 0;

/** What keeps tests apart from the machine they run on: only what is named here is inherited. */
export const cleanEnvironment = (own: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  LANG: 'C.UTF-8',
  ...own,
});

/** A process that writes to a log of its own, and what it said so far. */
export interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
  /** Resolves with the first match in what it writes. @throws Error with its last words when it ends first */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Signals it, unless it is gone, and waits for its end. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a process; its output goes to test-output/logs/<n>-<name>.log. */
export function startChild(
  name: string,
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  cwd = root,
): Child {
  mkdirSync(LOGS, { recursive: true });
  started += 1;
  const log = createWriteStream(join(LOGS, `${String(process.pid)}-${String(started)}-${name}.log`));
  const child = spawn(command, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      log.write(chunk);
      said = (said + chunk.toString()).slice(-20_000);
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, 'exit');
  return {
    process: child,
    pid: child.pid ?? 0,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(said);
          if (!match) return;
          listeners.delete(look);
          resolve(match);
        };
        listeners.add(look);
        look();
        child.once('exit', (code) => {
          reject(
            new Error(
              `${name} ended with ${String(code)} before it said ${String(pattern)}:\n${said.slice(-2_000)}`,
            ),
          );
        });
      }),
    async end(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await ended;
      }
      log.end();
    },
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1');
  return address.port;
}

/** Asks until the address answers 200. @throws Error when it does not within half a minute, or the process ended */
export async function untilReady(url: string, child: Child): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const answered = await fetch(url).then(
      ({ ok }) => ok,
      // Nobody listens yet.
      () => false,
    );
    if (answered) return;
    if (Date.now() > deadline || child.process.exitCode !== null) {
      throw new Error(`${url} did not become ready`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
