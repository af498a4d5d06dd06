import { AppError, currentSpan, type Caller } from '@parley/kit';
import { GraphQLError } from 'graphql';
import { BoundedCache } from './bounded-cache.js';
import type { DocumentRequest } from './documents/reference.js';
import type { Answer, Executor } from './executor.js';
import { costOfReading, LEAST_COST } from './limits/cost.js';
import type { Purse, RateLimits } from './limits/rate.js';
import { limits } from './limits/structure.js';
import { costPoints, refusals } from './metrics.js';
import { Refused, type Operation, type Operations } from './operation.js';

/** What an operation cost, in points; stands in every answer as `extensions.cost`. */
export interface CostReport {
  /** By what was asked for, before anything was done; no more than this was ever taken. */
  readonly requested: number;
  /** By what was found. The difference was given back. */
  readonly spent: number;
  /** What one operation may cost. */
  readonly limit: number;
  /** What the caller may spend now. */
  readonly left: number;
  /** How many points come back each second, up to a minute's worth. */
  readonly restorePerSecond: number;
}

/** An operation that was let in and paid for. */
export interface Admitted {
  readonly operation: Operation;
  /** What reading its document cost, the first time it was sent. */
  readonly reading: number;
  readonly purse: Purse;
}

/** An answer, and what it cost. */
export interface Priced extends Answer {
  readonly extensions: { readonly cost: CostReport };
}

/** An operation that was not let in, and what that cost. */
export class NotAdmitted extends Refused {
  constructor(
    errors: readonly GraphQLError[],
    readonly extensions: { readonly cost: CostReport },
  ) {
    super(errors);
    refusals.inc({ code: String(errors[0]?.extensions['code']) });
  }
}

const READ_DOCUMENTS = 4_000;

/** The one way in, whatever the protocol: every limit is held here, and every answer says what it cost. */
export class Door {
  /** Documents that were paid for lately, by the key of their operation. */
  private readonly read = new BoundedCache<true>(READ_DOCUMENTS);

  constructor(
    private readonly operations: Operations,
    private readonly executor: Executor,
    private readonly rates: RateLimits,
  ) {}

  /**
   * Whoever has nothing left is refused before anything is read; a refusal for any other reason costs a point.
   * @param credential what the caller brought; tells the API tokens of one person apart
   * @throws NotAdmitted
   */
  async admit(request: DocumentRequest, caller: Caller, credential: string | null = null): Promise<Admitted> {
    const purse = this.rates.purseOf({ viewer: caller.viewer, ip: caller.client.ip, credential });
    const operation = this.prepare(request, caller, purse);
    const { name = '', kind } = operation;
    currentSpan()?.setAttributes({ 'graphql.operation.name': name, 'graphql.operation.type': kind });
    const reading = this.payForReading(operation, request, purse);
    try {
      await purse.spend(operation.cost);
    } catch (error) {
      // A refusal is thrown; what it cost has to go with it.
      throw refused(error, report(purse, operation.cost + reading, reading));
    }
    return { operation, reading, purse };
  }

  /** Answers a query or mutation, and gives back what it did not cost. */
  async answer({ operation, reading, purse }: Admitted, caller: Caller, gone?: AbortSignal): Promise<Priced> {
    const { cost } = operation;
    if (operation.kind === 'subscription') {
      purse.refund(cost - LEAST_COST);
      const needed = new AppError('INVALID', 'A subscription needs a WebSocket or an event stream');
      throw new NotAdmitted([needed], { cost: report(purse, cost + reading, LEAST_COST + reading) });
    }
    let answer;
    try {
      answer = await this.executor.execute(operation, caller, gone);
    } catch (error) {
      // Nobody pays for a fault of ours.
      purse.refund(cost);
      throw error;
    }
    const spent = Math.min(cost, Math.max(LEAST_COST, answer.spent));
    if (spent < cost) purse.refund(cost - spent);
    costPoints.inc({ state: 'requested' }, cost);
    costPoints.inc({ state: 'spent' }, spent);
    const told = report(purse, cost + reading, spent + reading);
    return { ...answer, spent: told.spent, extensions: { cost: told } };
  }

  private prepare(request: DocumentRequest, caller: Caller, purse: Purse): Operation {
    try {
      purse.check();
    } catch (error) {
      // A refusal is thrown; what it cost has to go with it.
      throw refused(error, report(purse, LEAST_COST, 0));
    }
    try {
      return this.operations.prepare(request, caller.viewer?.id ?? null);
    } catch (error) {
      // A refusal is thrown; what it cost has to go with it.
      const reading = Math.max(LEAST_COST, costOfReading(request.query));
      purse.charge(reading);
      throw refused(error, report(purse, Math.max(reading, priceIn(error)), reading));
    }
  }

  /** Work that was done already is paid for in any case: who cannot, owes it. */
  private payForReading(operation: Operation, { query }: DocumentRequest, purse: Purse): number {
    // What was reviewed is known by heart, unless it comes in other words.
    if (operation.trusted?.hash === operation.hash || this.read.get(operation.key)) return 0;
    this.read.set(operation.key, true);
    const points = costOfReading(query);
    if (points > 0) purse.charge(points);
    return points;
  }
}

function report(purse: Purse, requested: number, spent: number): CostReport {
  return { requested, spent, limit: limits.cost, ...purse.balance() };
}

/** What is no refusal is a fault of ours and goes on as it is. */
function refused(error: unknown, cost: CostReport): unknown {
  if (error instanceof Refused) return new NotAdmitted(error.errors, { cost });
  return error instanceof GraphQLError ? new NotAdmitted([error], { cost }) : error;
}

/** An operation that is refused for its cost says what it would have been. */
function priceIn(error: unknown): number {
  const extensions = error instanceof Refused ? error.errors[0]?.extensions : undefined;
  const asked = extensions?.['code'] === 'TOO_COSTLY' ? extensions['asked'] : undefined;
  return typeof asked === 'number' ? asked : 0;
}
