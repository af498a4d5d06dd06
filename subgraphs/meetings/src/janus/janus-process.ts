import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@parley/kit';
import { endingWithUs } from '@parley/kit/tool';
import { JanusFault } from './janus-fault.js';
import { type JanusPlan, writeJanusFiles } from './janus-files.js';

const STARTING_MS = 10_000;
const STOPPING_MS = 3_000;
/** Between restarts; one that ran for long enough begins anew with the shortest. */
const PAUSE_MS = { first: 200, longest: 30_000, wellAfter: 60_000 };

export interface ProcessPlan extends Omit<JanusPlan, 'port'> {
  readonly binary: string;
  /** A folder for the configuration and nothing else. */
  readonly folder: string;
}

/** Janus as our child: started again whenever it dies, at the same address, until it is stopped. */
export class JanusProcess {
  private child: ChildProcess | null = null;
  private readonly stopping = new AbortController();
  private readonly port: Promise<number>;

  /** @param died told at once when the process has ended without being asked to */
  constructor(
    private readonly plan: ProcessPlan,
    private readonly died: () => void,
    private readonly logger: Logger,
  ) {
    this.port = freePort();
  }

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  async url(): Promise<string> {
    return `ws://127.0.0.1:${await this.port}`;
  }

  /** @throws JanusFault when it does not come up */
  async start(): Promise<void> {
    if (!existsSync(this.plan.binary)) throw new JanusFault(`There is no Janus at ${this.plan.binary}.`);
    const port = await this.port;
    await this.write({ ...this.plan, port }, this.plan.folder);
    await this.launch(port);
  }

  /** Asked to end, and killed when it does not. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const late = new AbortController();
    void delay(STOPPING_MS, undefined, { signal: late.signal }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    );
    await gone;
    late.abort();
  }

  protected write(plan: JanusPlan, folder: string): Promise<void> {
    return writeJanusFiles(plan, folder);
  }

  private async launch(port: number): Promise<void> {
    const child = begin(this.plan.binary, ['-F', this.plan.folder]);
    this.child = child;
    const said = lastWords(child);
    try {
      await untilListening(child, port, said);
    } catch (error) {
      // Whether it starts is only known by starting it; a half-started one is not left behind.
      child.kill('SIGKILL');
      throw error;
    }
    this.logger.info({ pid: child.pid, port }, 'janus started');
    const startedAt = Date.now();
    const ended = () => {
      if (this.stopping.signal.aborted) return;
      this.logger.error({ pid: child.pid, said: said() }, 'janus died');
      this.died();
      void this.relaunch(port, startedAt);
    };
    if (child.exitCode !== null || child.signalCode !== null) ended();
    else child.once('exit', ended);
  }

  private async relaunch(port: number, startedAt: number): Promise<void> {
    const { signal } = this.stopping;
    let pause = Date.now() - startedAt > PAUSE_MS.wellAfter ? 0 : PAUSE_MS.first;
    for (;;) {
      await delay(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.launch(port);
        return;
      } catch (error) {
        // It may fail for as long as something holds its port; it is tried again, less and less often.
        this.logger.error({ err: error }, 'janus does not start');
      }
      pause = Math.min(Math.max(pause, PAUSE_MS.first) * 2, PAUSE_MS.longest);
    }
  }
}

/** Loopback ports are few enough that what the kernel names is free for the moment that it takes to start. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') {
    throw new JanusFault('No free port was found on 127.0.0.1.');
  }
  return address.port;
}

/** Ends with us, and in order: what it writes is whole then. */
function begin(binary: string, options: readonly string[]): ChildProcess {
  const [program, args] = endingWithUs(binary, options, 'TERM');
  return spawn(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' });
}

/** What it said last, without the colours. */
function lastWords(child: ChildProcess): () => string {
  let said = '';
  const hear = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2_000);
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  child.on('error', (error) => (said += error.message));
  return () => said.trim().split('\n').slice(-5).join('\n');
}

async function untilListening(child: ChildProcess, port: number, said: () => string): Promise<void> {
  const deadline = Date.now() + STARTING_MS;
  const ended = new AbortController();
  const end = () => {
    ended.abort();
  };
  child.once('exit', end).once('error', end);
  while (!(await isListening(port))) {
    if (ended.signal.aborted || Date.now() > deadline) {
      throw new JanusFault(`Janus did not start: ${said().split('\n').at(-1) ?? ''}`);
    }
    await delay(20);
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const settle = (isThere: boolean) => () => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', settle(true));
    socket.once('error', settle(false));
  });
}
