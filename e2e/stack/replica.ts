import type { Child } from './child.js';
import { familyOf, isAlive, signalAll } from './family.js';

/** What a process is in the product. */
export type Role = 'postgres' | 'redis' | 'janus' | 'identity' | 'chat' | 'files' | 'meetings' | 'gateway';

/** Where something listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** How one process is started, on a port that is always the same. */
export interface Launch {
  readonly role: Role;
  /** Counted from 0. */
  readonly index: number;
  readonly port: number;
  /** What asks it to stop gracefully. */
  readonly stopSignal: NodeJS.Signals;
  /** Resolves once it serves. */
  begin(): Promise<Child>;
}

/** Longer than any drain. */
const STOP_MS = 20_000;

/** One process of the product, which tests start, stop, kill and suspend. Its port and its data stay its own. */
export class Replica {
  private child: Child | null = null;

  constructor(private readonly launch: Launch) {}

  get role(): Role {
    return this.launch.role;
  }

  get index(): number {
    return this.launch.index;
  }

  get name(): string {
    return `${this.role}-${String(this.index + 1)}`;
  }

  /** Where it listens itself, whatever stands before it. */
  get address(): Address {
    return { host: '127.0.0.1', port: this.launch.port };
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.launch.port)}`;
  }

  get running(): boolean {
    return this.child?.running ?? false;
  }

  /** @throws Error when it does not run */
  get pid(): number {
    if (!this.child?.running) throw new Error(`${this.name} is not running`);
    return this.child.pid;
  }

  /** Starts it, unless it runs; resolves once it serves. @throws Error with its last words when it cannot */
  async start(): Promise<void> {
    if (!this.running) this.child = await this.launch.begin();
  }

  /** Asks it to stop (SIGTERM; a fast shutdown of PostgreSQL) and waits for its end. @throws Error after 20 s */
  async stop(): Promise<void> {
    if (!this.child?.running) return;
    this.resume();
    const { child } = this;
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      signalAll(familyOf(child.pid), 'SIGKILL');
      reject(new Error(`${this.name} did not stop within ${String(STOP_MS / 1_000)} s`));
    }, STOP_MS);
    await Promise.race([child.end(this.launch.stopSignal), late]).finally(() => {
      clearTimeout(timer);
    });
  }

  /** SIGKILL to it and all that it started; resolves when nothing of it is left. */
  async kill(): Promise<void> {
    if (!this.child?.running) return;
    const family = familyOf(this.child.pid);
    signalAll(family, 'SIGKILL');
    await this.child.end('SIGKILL');
    while (family.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** SIGSTOP to it and all that it started: it keeps its connections and answers nobody. */
  pause(): void {
    // The parent first, so that it starts nothing more.
    signalAll([this.pid], 'SIGSTOP');
    signalAll(familyOf(this.pid), 'SIGSTOP');
  }

  /** SIGCONT after `pause()`. */
  resume(): void {
    signalAll(familyOf(this.pid).toReversed(), 'SIGCONT');
  }

  /** Stops or kills it and starts it again. */
  async restart(how: 'stop' | 'kill' = 'stop'): Promise<void> {
    await this[how]();
    await this.start();
  }
}
