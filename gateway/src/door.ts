import { AppError, type Caller } from '@parley/kit';
import type { DocumentRequest } from './documents/reference.js';
import type { Answer, Executor } from './executor.js';
import type { RateLimits } from './limits/rate.js';
import { limits } from './limits/structure.js';
import type { Operation, Operations } from './operation.js';

/** An operation that was let in, and what the caller has left to spend this minute. */
export interface Admitted {
  readonly operation: Operation;
  readonly left: number;
}

/** An answer, and what it cost. */
export interface Priced extends Answer {
  readonly extensions: { readonly cost: object };
}

/** The one way in, whatever the protocol: every limit is held here, and every answer says what it cost. */
export class Door {
  constructor(
    private readonly operations: Operations,
    private readonly executor: Executor,
    private readonly rates: RateLimits,
  ) {}

  /**
   * A point is taken before anything is read, so that refusals are not free; the rest when the cost is known.
   * @throws Refused, or AppError RATE_LIMITED
   */
  async admit(request: DocumentRequest, caller: Caller): Promise<Admitted> {
    const who = { viewer: caller.viewer, ip: caller.client.ip };
    const { left } = await this.rates.spend(who, 1);
    const operation = this.operations.prepare(request, caller.viewer?.id ?? null);
    if (operation.cost <= 1) return { operation, left };
    return { operation, ...(await this.rates.spend(who, operation.cost - 1)) };
  }

  /** Answers a query or mutation. */
  async answer({ operation, left }: Admitted, caller: Caller, gone?: AbortSignal): Promise<Priced> {
    if (operation.kind === 'subscription') {
      throw new AppError('INVALID', 'A subscription needs a WebSocket or an event stream');
    }
    const answer = await this.executor.execute(operation, caller, gone);
    return {
      ...answer,
      extensions: { cost: { requested: operation.cost, spent: answer.spent, limit: limits.cost, left } },
    };
  }
}
