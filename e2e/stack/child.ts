import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { platform } from 'node:os';
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
  readonly running: boolean;
  /** Resolves with the first match in what it writes. @throws Error with its last words when it ends first */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Signals it, unless it is gone, and waits for its end. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

/** How a process is started, where that is not plainly. */
export interface Manner {
  readonly cwd?: string;
  /** What it hears when we are killed, so that no run of tests leaves anything behind. */
  readonly orphaned?: 'SIGKILL' | 'SIGINT';
  /** The user that root becomes for it. */
  readonly user?: string;
}

/** util-linux' setpriv becomes the command itself, so the process id stays; elsewhere it is started plainly. */
function launcher(command: string, args: readonly string[], manner: Manner): [string, readonly string[]] {
  if (platform() !== 'linux') return [command, args];
  const asUser = manner.user && process.getuid?.() === 0 ? userFlags(manner.user) : [];
  const signal = (manner.orphaned ?? 'SIGKILL').slice(3);
  return ['setpriv', [...asUser, '--pdeathsig', signal, command, ...args]];
}

const userFlags = (user: string): readonly string[] => [
  `--reuid=${user}`,
  `--regid=${user}`,
  '--init-groups',
];

/** Starts a process; its output goes to test-output/logs/<runner>-<n>-<name>.log. */
export function startChild(
  name: string,
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  manner: Manner = {},
): Child {
  mkdirSync(LOGS, { recursive: true });
  started += 1;
  const log = createWriteStream(join(LOGS, `${String(process.pid)}-${String(started)}-${name}.log`));
  const child = spawn(...launcher(command, args, manner), {
    cwd: manner.cwd ?? root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = new Said(name, child);
  for (const stream of [child.stdout, child.stderr]) stream.pipe(log, { end: false });
  const ended = once(child, 'exit');
  void once(child, 'close').then(() => log.end());
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    process: child,
    pid: child.pid ?? 0,
    get running() {
      return isRunning();
    },
    says: (pattern) => said.match(pattern),
    async end(signal = 'SIGTERM') {
      if (!isRunning()) return;
      child.kill(signal);
      await ended;
    },
  };
}

const KEPT_CHARACTERS = 20_000;

/** The last of what a process wrote. */
class Said {
  private text = '';
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly name: string,
    private readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.text = (this.text + chunk.toString()).slice(-KEPT_CHARACTERS);
        for (const listener of this.listeners) listener();
      });
    }
  }

  match(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(this.text);
        if (!match) return;
        this.listeners.delete(look);
        resolve(match);
      };
      this.listeners.add(look);
      look();
      this.child.once('exit', (code) => {
        this.listeners.delete(look);
        const end = `${this.name} ended with ${String(code)} before it said ${String(pattern)}`;
        reject(new Error(`${end}:\n${this.text.slice(-2_000)}`));
      });
    });
  }
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

/** A port that nobody else takes until it is given up; who comes to it meanwhile is turned away. */
export interface HeldPort {
  readonly port: number;
  giveUp(): Promise<void>;
}

/** Keeps a free port for a process that is started later, and whose address others are told before that. */
export async function holdPort(): Promise<HeldPort> {
  const holder = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1');
  return {
    port: address.port,
    async giveUp() {
      if (!holder.listening) return;
      holder.close();
      await once(holder, 'close');
    },
  };
}

/** Asks until the address answers 200. @throws Error when it does not within half a minute, or the process ended */
export async function untilReady(url: string, child: Child): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const answered = await fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
      ({ ok }) => ok,
      // Nobody listens yet.
      () => false,
    );
    if (answered) return;
    if (Date.now() > deadline || !child.running) throw new Error(`${url} did not become ready`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
