import { unavailable, type AppError, type Logger } from '@parley/kit';
import { Replica } from './replica.js';
import { targetsOf } from './targets.js';

/** A subgraph in other processes. */
export interface SubgraphAddress {
  readonly name: string;
  /** One for each replica, or a name that stands for several. */
  readonly urls: readonly string[];
  readonly proofSecret: string;
  readonly logger: Logger;
}

/** What is told where no replica has answered. */
export const silent = (name: string): AppError => unavailable(`${name} does not answer right now`);

const RESOLVE_MS = 5_000;
const RETIRING_MS = 15_000;

/** All replicas of a subgraph, as they are found at this moment. */
export class Replicas {
  private readonly known = new Map<string, Replica>();
  private readonly timer: NodeJS.Timeout;
  private found: Promise<void>;
  private turn = 0;
  private stopped = false;

  constructor(private readonly address: SubgraphAddress) {
    this.found = this.find();
    this.timer = setInterval(() => {
      this.found = this.find();
    }, RESOLVE_MS).unref();
  }

  /**
   * In the order in which they are to be asked, beginning with another one each time: those that answer, then those
   * that may be back. A silent one would be waited for in vain, so it is left out.
   */
  async inOrder(): Promise<readonly Replica[]> {
    if (this.known.size === 0) await this.found;
    const all = [...this.known.values()];
    this.turn += 1;
    const rotated = all.map((_, index) => all[(index + this.turn) % all.length]).filter((each) => !!each);
    return [
      ...rotated.filter(({ isUp }) => isUp),
      ...rotated.filter(({ isUp, isSilent }) => !isUp && !isSilent),
    ];
  }

  async all(): Promise<readonly Replica[]> {
    await this.found;
    return [...this.known.values()];
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.found;
    await Promise.all([...this.known.values()].map((replica) => replica.stop()));
  }

  /** Adds those that are new, and lets go of those that are gone; while names cannot be resolved all are kept. */
  private async find(): Promise<void> {
    const targets = await targetsOf(this.address.urls);
    if (targets.length === 0 || this.stopped) return;
    const { name: subgraph, proofSecret, logger } = this.address;
    for (const target of targets) {
      if (this.known.has(target.key)) continue;
      const onLate = (): void => {
        // The others are asked anyway, in their own time.
        for (const replica of this.known.values()) if (replica.isUp) void replica.probe();
      };
      this.known.set(target.key, new Replica({ subgraph, target, proofSecret, logger, onLate }));
    }
    for (const [key, replica] of this.known) {
      if (targets.some((target) => target.key === key)) continue;
      this.known.delete(key);
      // What it was asked before it left its name is still answered.
      setTimeout(() => void replica.stop(), RETIRING_MS).unref();
    }
  }
}
