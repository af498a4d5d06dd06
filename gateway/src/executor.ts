import { unavailable, type Caller, type Logger } from '@parley/kit';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { errorJson, presentError } from './errors.js';
import type { AskSubgraph, Outcome } from './federation/federation.js';
import { nobody } from './nobody.js';
import type { Operation } from './operation.js';
import { askOf, type Cookies } from './subgraph-link/ask.js';
import { coalesced } from './subgraph-link/coalesce.js';
import type { SubgraphLinks } from './subgraph-link/link.js';

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
  const parts: string[] = [];
  if (data !== null) parts.push(`"data":${data}`);
  if (errors.length > 0) parts.push(`"errors":${JSON.stringify(errors.map(errorJson))}`);
  if (extensions) parts.push(`"extensions":${JSON.stringify(extensions)}`);
  return `{${parts.join(',')}}`;
}

const TIMEOUT_MS = 10_000;

/** Runs planned operations over the subgraphs. */
export class Executor {
  /** Shared executions ask as the same nobody, so that what several of them ask for in one turn is asked for once. */
  private readonly askShared = coalesced((subgraph, request) => this.askLive(nobody())(subgraph, request));

  constructor(
    private readonly links: SubgraphLinks,
    private readonly logger: Logger,
  ) {}

  /** @param gone the client went away: queries are given up, mutations run to their end */
  async execute(operation: Operation, caller: Caller, gone?: AbortSignal): Promise<Answer> {
    const cookies: Cookies[number][] = [];
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const signal = gone && operation.kind === 'query' ? AbortSignal.any([timeout, gone]) : timeout;
    const { links, logger } = this;
    const ask = askOf({ links, logger, caller, signal, onCookies: (more) => cookies.push(...more) });
    const outcome = await operation.plan().execute(operation.variables, ask);
    const spent = Math.min(Math.ceil(outcome.found), operation.cost);
    return { ...this.present(outcome, caller), cookies, spent };
  }

  /** Other subgraphs complete an event of a subscription; each event has ten seconds, and loaders, of its own. */
  async complete(operation: Operation, event: ExecutionResult, caller: Caller): Promise<Outcome> {
    const ask = caller.shared ? this.askShared : this.askLive(caller);
    return operation.plan().complete(event, operation.variables, ask);
  }

  private askLive(caller: Caller): AskSubgraph {
    const { links, logger } = this;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return askOf({ links, logger, caller, signal, onCookies: () => undefined });
  }

  /** Only what may leave: data, and errors that were meant for the caller. */
  present(
    { data, errors }: Pick<Outcome, 'data' | 'errors'>,
    { requestId }: Caller,
  ): Pick<Answer, 'data' | 'errors'> {
    const present = (error: GraphQLError) => presentError(error, requestId, this.logger);
    if (errors.length > 0) return { data, errors: errors.map((error) => present(asError(error))) };
    if (data !== null && data !== 'null') return { data, errors };
    // A non-null field without a value and without a reason: some subgraph broke its own contract.
    return { data: 'null', errors: [present(unavailable('There is no answer'))] };
  }
}

/** Errors of a subgraph in another process arrive as plain objects. */
const asError = (error: GraphQLError): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError((error as GraphQLError).message, error);
