import { ProofSigner, type Logger } from '@parley/kit';
import { InFlight, type InFlightBounds } from './in-flight.js';
import { Replica, type ReplicaOptions } from './replica.js';
import { targetsOf } from './targets.js';

/** A subgraph in other processes. */
export interface SubgraphAddress {
  readonly name: string;
  /** One for each replica, or a name that stands for several. */
  readonly urls: readonly string[];
  readonly proofSecret: string;
  readonly logger: Logger;
  /** How long an answer may take; ten seconds when left out. */
  readonly timeoutMs?: number;
  /** How much may wait for answers at a time. */
  readonly bounds?: InFlightBounds;
}

const TIMEOUT_MS = 10_000;
const RESOLVE_MS = 5_000;
const RETIRING_MS = 15_000;

/** All replicas of a subgraph, as they are found at this moment. */
export class Replicas {
  private readonly known = new Map<string, Replica>();
  private readonly options: ReplicaOptions;
  private readonly timer: NodeJS.Timeout;
  private list: readonly Replica[] = [];
  private found: Promise<void>;
  private turn = 0;
  private stopped = false;

  constructor(private readonly address: SubgraphAddress) {
    const { name: subgraph, proofSecret, logger, timeoutMs = TIMEOUT_MS, bounds } = address;
    const inFlight = new InFlight(subgraph, bounds);
    this.options = { subgraph, logger, timeoutMs, inFlight, signer: new ProofSigner(proofSecret) };
    this.found = this.find();
    this.timer = setInterval(() => {
      this.found = this.find();
    }, RESOLVE_MS).unref();
  }

  /** Resolves once it is known who is there; null where it is known already. */
  get findingFirst(): Promise<void> | null {
    return this.list.length === 0 ? this.found : null;
  }

  /** Whether somebody is there who would answer, if not well. */
  get isAnyUp(): boolean {
    return this.list.some(({ isUp }) => isUp);
  }

  /**
   * Whom to ask next, beginning with another one each time: those that answer, then those that may be back, then those
   * that stop. One that answered badly is tried with what may be asked again elsewhere; one that does so or is silent is left out otherwise.
   */
  next(asked: readonly Replica[], repeatable: boolean): Replica | null {
    if (asked.length === 0) this.turn += 1;
    const is = (kind: 'isSound' | 'isOnTrial' | 'isWorthTrying' | 'isLeaving'): Replica | null => {
      for (let nth = 0; nth < this.list.length; nth += 1) {
        const each = this.list[(nth + this.turn) % this.list.length];
        if (each?.[kind] && !asked.includes(each)) return each;
      }
      return null;
    };
    const trial = is('isOnTrial');
    return (repeatable ? trial : null) ?? is('isSound') ?? trial ?? is('isWorthTrying') ?? is('isLeaving');
  }

  /** In the order in which they are to be followed; a silent one would be waited for in vain, so it is left out. */
  async inOrder(): Promise<readonly Replica[]> {
    await this.findingFirst;
    this.turn += 1;
    const from = this.turn % Math.max(this.list.length, 1);
    const rotated = [...this.list.slice(from), ...this.list.slice(0, from)];
    return [
      ...rotated.filter(({ isUp }) => isUp),
      ...rotated.filter(({ isUp, isSilent }) => !isUp && !isSilent),
    ];
  }

  async all(): Promise<readonly Replica[]> {
    await this.found;
    return this.list;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.found;
    await Promise.all(this.list.map((replica) => replica.stop()));
  }

  /** Adds those that are new, and lets go of those that are gone; while names cannot be resolved all are kept. */
  private async find(): Promise<void> {
    const targets = await targetsOf(this.address.urls);
    if (targets.length === 0 || this.stopped) return;
    for (const target of targets) {
      if (this.known.has(target.key)) continue;
      const onLate = (): void => {
        // The others are asked anyway, in their own time.
        for (const replica of this.list) if (replica.isUp) void replica.probe();
      };
      this.known.set(target.key, new Replica(this.options, target, onLate));
    }
    for (const [key, replica] of this.known) {
      if (targets.some((target) => target.key === key)) continue;
      this.known.delete(key);
      // What it was asked before it left its name is still answered.
      setTimeout(() => void replica.stop(), RETIRING_MS).unref();
    }
    this.list = [...this.known.values()];
  }
}
