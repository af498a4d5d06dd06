import type { Caller, ExecutionAnswer, OperationRequest } from '@parley/kit';
import type { GraphQLError } from 'graphql';

/** How the gateway reaches one subgraph, in this process or another. */
export interface SubgraphLink {
  readonly name: string;
  /** @throws AppError UNAVAILABLE when it does not answer in time */
  execute(request: OperationRequest, caller: Caller, signal: AbortSignal): Promise<ExecutionAnswer>;
  /**
   * A refusal is the first and only answer. A lost connection ends the stream with an UNAVAILABLE answer: resuming is
   * the business of whoever holds a cursor. `return()` ends the subscription even while an event is awaited.
   */
  subscribe(request: OperationRequest, caller: Caller): AsyncGenerator<ExecutionAnswer, void, undefined>;
  /**
   * Whether each of these callers may follow this subscription, asked as that caller, without opening the stream: null
   * for who may, else why not, in the order of the callers.
   * @throws AppError UNAVAILABLE when it does not answer in time
   */
  authorize(
    request: OperationRequest,
    callers: readonly Caller[],
    signal: AbortSignal,
  ): Promise<readonly (readonly GraphQLError[] | null)[]>;
  /** @throws when it, or its database, does not answer */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/** All links by the subgraph's name. */
export type SubgraphLinks = ReadonlyMap<string, SubgraphLink>;
