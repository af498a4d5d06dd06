import { unavailable, type Caller, type Logger } from '@parley/kit';
import type { GraphQLError, ExecutionResult } from 'graphql';
import { errorJson, presentError } from './errors.js';
import type { AskSubgraph, Outcome } from './federation/federation.js';
import { nobody } from './nobody.js';
import type { Operation } from './operation.js';
import { SameTurn, type WhenGone } from './same-turn.js';
import { askOf, askRawOf, SESSION_OWNER, type Asking, type Cookies } from './subgraph-link/ask.js';
import { coalesced } from './subgraph-link/coalesce.js';
import type { SubgraphLinks } from './subgraph-link/link.js';
import { Patience } from './subgraph-link/patience.js';

/** What an operation gets for an answer, ready to leave. */
export interface Answer {
  /** The value of `data` as JSON text; null when nothing was executed ("data" is then left out). */
  readonly data: string | null;
  /** Presented: code, message, path, request id; nothing else. */
  readonly errors: readonly GraphQLError[];
  readonly cookies: Cookies;
  /** What it cost in points by what was found; never more than what was asked for. */
  readonly spent: number;
}

/** The whole answer as JSON text. @param extensions left out when there are none */
export function renderAnswer({ data, errors }: Pick<Answer, 'data' | 'errors'>, extensions?: object): string {
  let text = data === null ? '{' : `{"data":${data}`;
  if (errors.length > 0) {
    text += `${data === null ? '' : ','}"errors":${JSON.stringify(errors.map(errorJson))}`;
  }
  if (extensions) text += `${text === '{' ? '' : ','}"extensions":${JSON.stringify(extensions)}`;
  return `${text}}`;
}

/** What running an operation gave, before anybody is told. */
interface Ran {
  readonly outcome: Outcome;
  readonly cookies: Cookies;
}

/** What is noted of the questions of one operation. */
type Heard = Pick<Asking, 'onCookies' | 'onMutation'>;
const NOTHING_HEARD: Heard = { onCookies: () => undefined, onMutation: () => undefined };

/** So much of a point is an error of adding fractions. */
const ROUNDING = 1e-6;

/** Runs planned operations over the subgraphs. */
export class Executor {
  /** Shared executions ask as the same nobody, so that what several of them ask for in one turn is asked for once. */
  private readonly askShared = coalesced(async (subgraph, request) => {
    const patience = new Patience();
    try {
      return await this.askAs(nobody(), patience)(subgraph, request);
    } finally {
      patience.release();
    }
  });
  private readonly sameTurn = new SameTurn<Ran>();

  constructor(
    private readonly links: SubgraphLinks,
    private readonly logger: Logger,
    /** Resolves when what happened to accounts by now is known here. */
    private readonly accountsKnown: () => Promise<void>,
  ) {}

  /** @param gone the client went away: queries are given up, mutations run to their end */
  async execute(operation: Operation, caller: Caller, gone?: AbortSignal): Promise<Answer> {
    const { outcome, cookies } = await this.ran(operation, caller, gone);
    if (outcome.fault !== null) this.tellFault(operation, outcome, caller);
    const spent = Math.min(Math.ceil(outcome.found - ROUNDING), operation.cost);
    return { ...this.present(outcome, caller), cookies, spent };
  }

  /** Other subgraphs complete an event of a subscription; each event has ten seconds, and loaders, of its own. */
  async complete(operation: Operation, event: ExecutionResult, caller: Caller): Promise<Outcome> {
    const plan = operation.plan();
    if (caller.shared) return plan.complete(event, operation.variables, this.askShared);
    const patience = new Patience();
    try {
      return await plan.complete(event, operation.variables, this.askAs(caller, patience));
    } finally {
      patience.release();
    }
  }

  /** Only what may leave: data, and errors that were meant for the caller. */
  present(
    { data, errors }: Pick<Outcome, 'data' | 'errors'>,
    { requestId }: Caller,
  ): Pick<Answer, 'data' | 'errors'> {
    const present = (error: GraphQLError) => presentError(error, requestId, this.logger);
    if (errors.length > 0) return { data, errors: errors.map(present) };
    if (data !== null && data !== 'null') return { data, errors };
    // A non-null field without a value and without a reason: some subgraph broke its own contract.
    return { data: 'null', errors: [present(unavailable('There is no answer'))] };
  }

  private ran(operation: Operation, caller: Caller, gone?: AbortSignal): Promise<Ran> {
    if (operation.kind !== 'query') return this.run(operation, caller, () => undefined);
    const key = `${operation.key} ${JSON.stringify(operation.variables)}`;
    return this.sameTurn.run(caller, key, gone, (whenGone) => this.run(operation, caller, whenGone));
  }

  private async run(operation: Operation, caller: Caller, whenGone: WhenGone): Promise<Ran> {
    const patience = new Patience();
    whenGone(() => {
      patience.end('gone');
    });
    const cookies: Cookies[number][] = [];
    const mutated = new Set<string>();
    const asking = this.asking(caller, patience, {
      onCookies: (more) => cookies.push(...more),
      onMutation: (subgraph) => mutated.add(subgraph),
    });
    try {
      const plan = operation.plan();
      const outcome = await plan.execute(operation.variables, askOf(asking), askRawOf(asking));
      // Whoever is answered that a session, a token or a right is over finds it over here.
      if (mutated.has(SESSION_OWNER)) await this.accountsKnown();
      return { outcome, cookies };
    } finally {
      patience.release();
    }
  }

  private asking(caller: Caller, patience: Patience, heard: Heard): Asking {
    const { links, logger } = this;
    return { links, logger, caller, patience, ...heard };
  }

  private askAs(caller: Caller, patience: Patience): AskSubgraph {
    return askOf(this.asking(caller, patience, NOTHING_HEARD));
  }

  /** Callers see a null; why it is there is for whoever runs this. */
  private tellFault({ name, key }: Operation, { fault }: Outcome, { requestId }: Caller): void {
    this.logger.warn({ requestId, operation: name ?? key, fault }, 'a subgraph broke its contract');
  }
}
