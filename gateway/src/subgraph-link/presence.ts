import type { Logger } from '@parley/kit';
import { Pool } from 'undici';
import { replicaChanges, replicasUp } from '../metrics.js';
import { CONNECT_MS, type Target } from './targets.js';

/**
 * `away`: it refused or broke off. `leaving`: it said that it stops, and still answers what comes. `silent`: it takes
 * connections and says nothing.
 */
export type State = 'up' | 'away' | 'leaving' | 'silent';

interface PresenceOptions {
  readonly subgraph: string;
  readonly target: Target;
  readonly logger: Logger;
  /** Nothing that was asked of it will be answered soon. */
  readonly onSilent: () => void;
  readonly onBack: () => void;
}

const READY_MS = 1_500;
/** Whether anybody is there is answered within this, or nobody is. */
const PROBE_MS = 1_000;
const PROBE_EVERY_MS = 500;
/** A replica that says that it stops is left alone for as long as it still takes connections. */
const LEAVING_MS = 1_000;

/** Whether one process of a subgraph is there, found out on connections of its own, for questions may fill all others. */
export class Presence {
  private readonly probes: Pool;
  private now: State = 'up';
  private probing: Promise<boolean> | null = null;
  private asking: Promise<boolean> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(private readonly options: PresenceOptions) {
    const { origin, lookup } = options.target;
    const connect = { timeout: CONNECT_MS, ...(lookup && { lookup }) };
    this.probes = new Pool(origin, { connections: 2, connect });
    replicasUp.set(this.labels, 1);
  }

  get state(): State {
    return this.now;
  }

  /** Whether it, and what it stands on, answer; asked once for all who want to know. @throws when nobody is there */
  ready(): Promise<boolean> {
    this.asking ??= this.askIfReady().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  /** Asks whether anybody is there, once for all who want to know. */
  probe(): Promise<boolean> {
    this.probing ??= this.askIfAlive().finally(() => {
      this.probing = null;
    });
    return this.probing;
  }

  /** From now on others are asked, until it answers a probe. */
  leave(state: Exclude<State, 'up'>): void {
    if (this.stopped) return;
    if (this.now !== state) {
      this.options.logger.warn({ ...this.labels, state }, 'a replica does not answer');
      replicaChanges.inc({ ...this.labels, state });
      replicasUp.set(this.labels, 0);
    }
    this.now = state;
    // Who asks it again and again must not put off the question whether it is back.
    if (this.timer && state !== 'leaving') return;
    this.stopTimer();
    const probe = (): void => {
      this.timer = null;
      void this.probe();
    };
    this.timer = setTimeout(probe, state === 'leaving' ? LEAVING_MS : PROBE_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.stopTimer();
    replicasUp.remove(this.labels);
    await this.probes.destroy();
  }

  private get labels() {
    return { subgraph: this.options.subgraph, replica: this.options.target.key };
  }

  private async askIfReady(): Promise<boolean> {
    const signal = AbortSignal.timeout(READY_MS);
    const { statusCode, body } = await this.probes.request({ method: 'GET', path: '/health/ready', signal });
    await body.dump();
    // Whoever says that it is ready is asked again at once, not at the next probe.
    if (statusCode === 200) this.comeBack();
    return statusCode === 200;
  }

  private async askIfAlive(): Promise<boolean> {
    const giveUp = new AbortController();
    const late = setTimeout(() => {
      // It may be we who were busy: what waits to be read is read before this is decided.
      setImmediate(() => {
        giveUp.abort();
      });
    }, PROBE_MS);
    try {
      const { signal } = giveUp;
      const { body } = await this.probes.request({ method: 'GET', path: '/health/live', signal });
      await body.dump();
      this.comeBack();
      return true;
    } catch {
      // Nobody is there, one way or the other.
      if (!giveUp.signal.aborted) {
        this.leave('away');
      } else {
        this.leave('silent');
        this.options.onSilent();
      }
      return false;
    } finally {
      clearTimeout(late);
    }
  }

  private comeBack(): void {
    if (this.stopped || this.now === 'up') return;
    this.options.logger.info(this.labels, 'a replica answers again');
    replicaChanges.inc({ ...this.labels, state: 'up' });
    replicasUp.set(this.labels, 1);
    this.now = 'up';
    this.stopTimer();
    this.options.onBack();
  }

  private stopTimer(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}
