import { conflict, HttpProblem, type Runtime } from '@parley/kit';
import type { QueryRunner } from 'typeorm';

/** One upload, for one request at a time. */
export interface UploadLock {
  /** Aborted when somebody else wants it, or when it was lost: whoever holds it lets go. */
  readonly wanted: AbortSignal;
  release(): Promise<void>;
}

interface Held {
  wanted: AbortController;
  /** Nobody uses it at the moment: until it is let go by itself. */
  idle: NodeJS.Timeout | null;
  readonly unhear: () => void;
}

/** For how long whoever holds a lock has to let go of it, and how often it is tried meanwhile. */
const WAIT_MS = 5_000;
const TRY_MS = 50;
/** For how long a lock is kept that nobody asks for: the next chunk comes at once, as a rule. */
const KEEP_MS = 1_000;
/** A namespace of our own among advisory locks. */
const LOCKS = 1_970_000_070;

const topicOf = (uploadId: string): string => `upload-wanted:${uploadId}`;

/** Somebody else sends to the same upload and does not let go: 423. */
const locked = (): HttpProblem =>
  new HttpProblem(423, conflict('This upload is being sent to by somebody else'), { 'retry-after': '1' });

/**
 * Locks of uploads across all processes, PostgreSQL's advisory ones on one connection of this process: they end with
 * the process, however it ends. Who wants one that is held asks its holder to let go, for that is nearly always the
 * broken line of the same client, of which nobody has noticed yet that it broke.
 */
export class UploadLocks {
  private readonly held = new Map<string, Held>();
  private session: Promise<QueryRunner> | null = null;

  constructor(private readonly runtime: Pick<Runtime, 'database' | 'bus' | 'signal' | 'signalTopic'>) {}

  /** @throws HttpProblem 423 when whoever holds it does not let go */
  async take(uploadId: string): Promise<UploadLock> {
    const until = performance.now() + WAIT_MS;
    for (let asked = false; ; asked = true) {
      const lock = await this.tryTake(uploadId);
      if (lock) return lock;
      if (!asked) await this.askToLetGo(uploadId);
      if (performance.now() >= until) throw locked();
      await new Promise((resolve) => setTimeout(resolve, TRY_MS));
    }
  }

  /** Null where somebody holds it. */
  tryNow(uploadId: string): Promise<UploadLock | null> {
    return this.tryTake(uploadId);
  }

  private async askToLetGo(uploadId: string): Promise<void> {
    this.want(uploadId);
    await this.runtime.signal(topicOf(uploadId), {});
  }

  private want(uploadId: string): void {
    const held = this.held.get(uploadId);
    held?.wanted.abort();
    if (held?.idle) void this.free(uploadId, held);
  }

  private async tryTake(uploadId: string): Promise<UploadLock | null> {
    // A session may take its own lock twice, so that those of this process are told apart here.
    const known = this.held.get(uploadId);
    if (known) return known.idle ? this.takeAgain(uploadId, known) : null;
    const { bus } = this.runtime;
    const unhear = bus.subscribe(this.runtime.signalTopic(topicOf(uploadId)), () => {
      this.want(uploadId);
    });
    const held: Held = { wanted: new AbortController(), idle: null, unhear };
    this.held.set(uploadId, held);
    try {
      if (await this.ask('select pg_try_advisory_lock($1, hashtext($2)) as done', uploadId)) {
        return this.lockOf(uploadId, held);
      }
      this.forget(uploadId, held);
      return null;
    } catch (error) {
      // Whoever waits here has to find it free again, whatever PostgreSQL's trouble was.
      this.forget(uploadId, held);
      throw error;
    }
  }

  private takeAgain(uploadId: string, held: Held): UploadLock {
    if (held.idle) clearTimeout(held.idle);
    held.idle = null;
    held.wanted = new AbortController();
    return this.lockOf(uploadId, held);
  }

  private lockOf(uploadId: string, held: Held): UploadLock {
    return {
      wanted: held.wanted.signal,
      release: async () => {
        if (held.wanted.signal.aborted) {
          await this.free(uploadId, held);
          return;
        }
        held.idle = setTimeout(() => void this.free(uploadId, held), KEEP_MS);
      },
    };
  }

  private async free(uploadId: string, held: Held): Promise<void> {
    if (held.idle) clearTimeout(held.idle);
    held.idle = null;
    if (this.held.get(uploadId) !== held) return;
    await this.ask('select pg_advisory_unlock($1, hashtext($2)) as done', uploadId).catch(() => false);
    this.forget(uploadId, held);
    await this.closeWhenIdle();
  }

  private forget(uploadId: string, held: Held): void {
    held.unhear();
    if (this.held.get(uploadId) === held) this.held.delete(uploadId);
  }

  private async ask(statement: string, uploadId: string): Promise<boolean> {
    this.session ??= this.open();
    try {
      const runner = await this.session;
      const [row] = (await runner.query(statement, [LOCKS, uploadId])) as { done: boolean }[];
      return row?.done ?? false;
    } catch (error) {
      // The connection is gone, and all locks with it.
      await this.lose();
      throw error;
    }
  }

  private async open(): Promise<QueryRunner> {
    const runner = this.runtime.database.createQueryRunner();
    await runner.connect();
    return runner;
  }

  private async lose(): Promise<void> {
    const session = this.session;
    this.session = null;
    for (const [uploadId, held] of this.held) {
      held.wanted.abort();
      if (held.idle) clearTimeout(held.idle);
      if (held.idle) this.forget(uploadId, held);
    }
    await session?.then((runner) => runner.release()).catch(() => undefined);
  }

  private async closeWhenIdle(): Promise<void> {
    if (this.held.size > 0 || !this.session) return;
    const session = this.session;
    this.session = null;
    await session.then((runner) => runner.release()).catch(() => undefined);
  }
}
