import type { Readable } from 'node:stream';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DataSource, EntityManager } from 'typeorm';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { Bus } from './bus.js';
import type { BytesAnswer, BytesRequest } from './bytes.js';
import type { Consumer } from './consume.js';
import type { RequestContext } from './context.js';
import type { StatementCount } from './database.js';
import type { ExecutionAnswer, OperationRequest } from './execute.js';
import type { Feed } from './feed.js';
import type { LogEvent } from './log.js';
import type { Logger } from './logger.js';
import type { Streams } from './streams.js';
import type { Caller } from './viewer.js';

/** A subgraph that runs: what a gateway link, a test or its own context needs of it. */
export interface Runtime {
  readonly name: string;
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  readonly database: DataSource & { readonly statements: StatementCount };
  readonly bus: Bus;
  readonly streams: Streams;
  readonly logger: Logger;
  /** Its log, for other subgraphs in the same process. */
  readonly feed: Feed;
  /**
   * Executes a query or mutation. Never rejects: faults are errors in the answer, masked where unforeseen.
   * @param signal nobody waits for the answer any more: of a query, what runs in PostgreSQL is cancelled and nothing
   *   else begins there; mutations run to their end
   */
  execute(request: OperationRequest, caller: Caller, signal?: AbortSignal): Promise<ExecutionAnswer>;
  /** Executes a subscription; each event has a context of its own. A refusal is the first and only answer. */
  subscribe(request: OperationRequest, caller: Caller): AsyncGenerator<ExecutionAnswer, void, undefined>;
  /**
   * Whether each caller may open that subscription: null, or the refusal. Nothing is opened; callers are checked in one
   * turn, so that their reads are batched (see anyViewer).
   */
  authorize(
    request: OperationRequest,
    callers: readonly Caller[],
  ): Promise<readonly (readonly GraphQLError[] | null)[]>;
  /** Takes or gives one piece of a file, or tells of one. Never rejects: a refusal is in the answer. */
  bytes(request: BytesRequest, bytes: Buffer, caller: Caller): Promise<BytesAnswer>;
  /** What the paths of its door for streams begin with; null where it has none. */
  readonly httpPrefix: string | null;
  /** Answers a request at that door, on behalf of whom the gateway says. Never rejects. */
  http(request: IncomingMessage, response: ServerResponse, caller: Caller): Promise<void>;
  /** A context for factories, seeds and jobs. */
  context(caller: Caller): RequestContext;
  /** Tells followers and consumers what was committed. */
  announce(events: readonly LogEvent[]): Promise<void>;
  signal(topic: string, payload: object): Promise<void>;
  signalTopic(topic: string): string;
  /** What takes in the events of that subgraph here; undefined when nothing does. */
  consumerOf(name: string): Consumer | undefined;
  later(
    db: EntityManager,
    name: string,
    data: object,
    options?: { after?: Date; key?: string },
  ): Promise<void>;
  /**
   * Takes in all that the consumer of that name is behind, for who needs to know what another subgraph has told by now.
   * Never call it in a transaction: what a consumer writes may wait for that.
   * @returns false where that could not be: the source is away, or an event failed
   */
  catchUp(consumer: string): Promise<boolean>;
  /** Something that another subgraph's log told of, by its name there. @throws where it is not there, or nobody answers */
  parcelOf(source: string, name: string): Promise<Readable>;
  /** Resolves when consumers have taken what is there now; for tests and seeds. */
  drainConsumers(): Promise<void>;
  /** Throws when the database does not answer. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}
