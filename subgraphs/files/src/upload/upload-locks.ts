import { conflict, HttpProblem, type Runtime } from '@parley/kit';
import type { QueryRunner } from 'typeorm';

/** One upload, for one request at a time. */
export interface UploadLock {
  /** Aborted when somebody else wants it, or when it was lost: whoever holds it lets go. */
  readonly wanted: AbortSignal;
  release(): Promise<void>;
}

interface Held {
  readonly wanted: AbortController;
  readonly released: Promise<void>;
}

/** For how long whoever holds a lock has to let go of it, and how often it is tried meanwhile. */
const WAIT_MS = 5_000;
const TRY_MS = 50;
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
    this.held.get(uploadId)?.wanted.abort();
    await this.runtime.signal(topicOf(uploadId), {});
  }

  private async tryTake(uploadId: string): Promise<UploadLock | null> {
    // A session may take its own lock twice, so that those of this process are told apart here.
    if (this.held.has(uploadId)) return null;
    const wanted = new AbortController();
    const { promise: released, resolve } = Promise.withResolvers<undefined>();
    this.held.set(uploadId, { wanted, released: released.then(() => undefined) });
    const letGo = (): void => {
      this.held.delete(uploadId);
      resolve(undefined);
    };
    try {
      if (!(await this.ask('select pg_try_advisory_lock($1, hashtext($2)) as done', uploadId))) {
        letGo();
        return null;
      }
    } catch (error) {
      // Whoever waits here has to find it free again, whatever PostgreSQL's trouble was.
      letGo();
      throw error;
    }
    const { bus } = this.runtime;
    const unhear = bus.subscribe(this.runtime.signalTopic(topicOf(uploadId)), () => {
      wanted.abort();
    });
    return {
      wanted: wanted.signal,
      release: async () => {
        unhear();
        await this.ask('select pg_advisory_unlock($1, hashtext($2)) as done', uploadId).catch(() => false);
        letGo();
        await this.closeWhenIdle();
      },
    };
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
    for (const { wanted } of this.held.values()) wanted.abort();
    await session?.then((runner) => runner.release()).catch(() => undefined);
  }

  private async closeWhenIdle(): Promise<void> {
    if (this.held.size > 0 || !this.session) return;
    const session = this.session;
    this.session = null;
    await session.then((runner) => runner.release()).catch(() => undefined);
  }
}
