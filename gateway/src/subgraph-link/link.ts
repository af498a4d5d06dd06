import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  unavailable,
  type AppError,
  type BytesAnswer,
  type BytesRequest,
  type Caller,
  type ExecutionAnswer,
  type OperationRequest,
} from '@parley/kit';
import type { GraphQLError } from 'graphql';

/** What is told where no replica has answered. */
export const silent = (name: string): AppError => unavailable(`${name} does not answer right now`);

/** What is told where the time of a question is up. */
export const tooLate = (name: string): AppError => unavailable(`${name} took too long to answer`);

/** What is told where more is asked than can be waited for. */
export const tooMany = (name: string): AppError => unavailable(`${name} is asked too much right now`);

/** An answer that was not read: the JSON of `data` where it is nothing but data, else the answer. */
export type RawAnswer = { readonly data: string } | { readonly answer: ExecutionAnswer };

/** How the gateway reaches one subgraph, in this process or another. */
export interface SubgraphLink {
  readonly name: string;
  /** @throws AppError UNAVAILABLE when it does not answer in time */
  execute(request: OperationRequest, caller: Caller, signal: AbortSignal): Promise<ExecutionAnswer>;
  /** The same for whoever hands the data on as it is. @throws AppError UNAVAILABLE when it does not answer in time */
  executeRaw?(request: OperationRequest, caller: Caller, signal: AbortSignal): Promise<RawAnswer>;
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
  /**
   * Takes or gives one piece of a file, or tells of one; a refusal is in the answer. Absent where there are no files.
   * @throws AppError UNAVAILABLE when it does not answer in time
   */
  bytes?(request: BytesRequest, bytes: Buffer, caller: Caller, signal: AbortSignal): Promise<BytesAnswer>;
  /**
   * Hands a request to its door for streams and the answer back, as they are; see HttpDoor.
   * @throws AppError UNAVAILABLE when nobody took it; nothing was answered then
   */
  stream?(request: IncomingMessage, response: ServerResponse, caller: Caller): Promise<void>;
  /** @throws when it, or its database, does not answer */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/** All links by the subgraph's name. */
export type SubgraphLinks = ReadonlyMap<string, SubgraphLink>;
