import { unavailable, type Caller, type Logger } from '@parley/kit';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { presentError } from './errors.js';
import type { AskSubgraph } from './federation/federation.js';
import { nobody } from './nobody.js';
import type { Operation } from './operation.js';
import { askOf, type Cookies } from './subgraph-link/ask.js';
import { coalesced } from './subgraph-link/coalesce.js';
import type { SubgraphLinks } from './subgraph-link/link.js';

/** What an operation gets for an answer, ready to leave. */
export interface Answer {
  readonly result: ExecutionResult;
  readonly cookies: Cookies;
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
    const result = await operation.plan().execute(operation.variables, ask);
    return { result: this.present(result, caller), cookies };
  }

  /** Other subgraphs complete an event of a subscription; each event has ten seconds, and loaders, of its own. */
  async complete(operation: Operation, event: ExecutionResult, caller: Caller): Promise<ExecutionResult> {
    const ask = caller.shared ? this.askShared : this.askLive(caller);
    return operation.plan().complete(event, operation.variables, ask);
  }

  private askLive(caller: Caller): AskSubgraph {
    const { links, logger } = this;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return askOf({ links, logger, caller, signal, onCookies: () => undefined });
  }

  /** Only what may leave: data, and errors that were meant for the caller. */
  present({ data, errors }: ExecutionResult, { requestId }: Caller): ExecutionResult {
    const told = errors?.map((error) => presentError(asError(error), requestId, this.logger));
    // A non-null field without a value and without a reason: some subgraph broke its own contract.
    const silent = data === null || data === undefined ? !told?.length : false;
    if (silent) {
      return {
        data: null,
        errors: [presentError(unavailable('There is no answer'), requestId, this.logger)],
      };
    }
    return { ...(data !== undefined && { data }), ...(told?.length && { errors: told }) };
  }
}

/** Errors of a subgraph in another process arrive as plain objects. */
const asError = (error: GraphQLError): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError((error as GraphQLError).message, error);
