import { unavailable, type Caller } from '@parley/kit';
import type { GraphQLError } from 'graphql';
import type { Operation } from '../operation.js';
import { callerFor } from '../subgraph-link/ask.js';
import type { SubgraphLink } from '../subgraph-link/link.js';
import type { Source } from './source.js';

/** Null for who may follow, else why not. */
export type Refusal = readonly GraphQLError[] | null;

interface Waiting {
  readonly caller: Caller;
  readonly resolve: (refusal: Refusal) => void;
}

const TOGETHER = 100;
const AT_ONCE = 4;
const TIMEOUT_MS = 5_000;
/**
 * When many come within a second, more are on their way: their questions are gathered, the longer the more there are,
 * so that a thousand who come back at once cost a few questions. Whoever comes alone never waits.
 */
const STORM = 10;
const GATHER_EACH_MS = 5;
const GATHER_MOST_MS = 250;
const MEMORY_MS = 1_000;

/** Each viewer's own right to one stream, asked as that viewer; those who ask at about the same time, together. */
export class Grants {
  private readonly waiting: Waiting[] = [];
  private isBusy = false;
  /** About how many came within the last second. */
  private recent = { count: 0, at: 0 };

  constructor(
    private readonly link: SubgraphLink,
    private readonly source: Source,
    private readonly operation: Operation,
    private readonly gatherMs = GATHER_MOST_MS,
  ) {}

  check(caller: Caller): Promise<Refusal> {
    return new Promise((resolve) => {
      this.waiting.push({ caller: callerFor(this.link.name, caller), resolve });
      const now = performance.now();
      const { count, at } = this.recent;
      this.recent = { count: count * Math.exp((at - now) / MEMORY_MS) + 1, at: now };
      if (!this.isBusy) this.gather();
    });
  }

  /** One question at a time: whoever comes while it is asked is in the next. */
  private gather(): void {
    this.isBusy = true;
    const { count } = this.recent;
    const ask = (): void => void this.askAll();
    const wait = count > STORM ? Math.min(this.gatherMs, count * GATHER_EACH_MS) : 0;
    if (wait > 0) setTimeout(ask, wait);
    else setImmediate(ask);
  }

  private async askAll(): Promise<void> {
    const waiting = this.waiting.splice(0);
    const batches = Array.from({ length: Math.ceil(waiting.length / TOGETHER) }, (_, nth) =>
      waiting.slice(nth * TOGETHER, (nth + 1) * TOGETHER),
    );
    const askInTurn = async (): Promise<void> => {
      for (let batch = batches.shift(); batch; batch = batches.shift()) await this.ask(batch);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, askInTurn));
    this.isBusy = false;
    if (this.waiting.length > 0) this.gather();
  }

  private async ask(batch: readonly Waiting[]): Promise<void> {
    const request = this.source.request(this.operation.variables, null);
    const callers = batch.map(({ caller }) => caller);
    const refusals = await this.link
      .authorize(request, callers, AbortSignal.timeout(TIMEOUT_MS))
      // Whoever cannot be asked about may not follow: the one way to fail that is safe.
      .catch((): readonly Refusal[] => []);
    batch.forEach(({ resolve }, index) => {
      const refusal = refusals[index];
      resolve(refusal === undefined ? [unavailable('This cannot be followed right now')] : refusal);
    });
  }
}
