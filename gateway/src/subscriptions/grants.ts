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
const TIMEOUT_MS = 5_000;

/** Each viewer's own right to one stream, asked as that viewer; those who ask in the same turn are asked for together. */
export class Grants {
  private readonly waiting: Waiting[] = [];

  constructor(
    private readonly link: SubgraphLink,
    private readonly source: Source,
    private readonly operation: Operation,
  ) {}

  check(caller: Caller): Promise<Refusal> {
    return new Promise((resolve) => {
      this.waiting.push({ caller: callerFor(this.link.name, caller), resolve });
      if (this.waiting.length === 1) setImmediate(() => void this.askAll());
    });
  }

  private async askAll(): Promise<void> {
    const waiting = this.waiting.splice(0);
    for (let from = 0; from < waiting.length; from += TOGETHER) {
      await this.ask(waiting.slice(from, from + TOGETHER));
    }
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
