import type { Readable } from 'node:stream';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';
import type { DataSource, EntityManager } from 'typeorm';
import type { Bus } from './bus.js';
import { memoryBus } from './bus.memory.js';
import { redisBus } from './bus.redis.js';
import { answerBytes, type BytesAnswer, type BytesRequest } from './bytes.js';
import type { Consumer } from './consume.js';
import { runConsumer, type RunningConsumer } from './consumer-rounds.js';
import { Context, CookieReply, type RequestContext } from './context.js';
import { openDatabase, type StatementCount } from './database.js';
import { Documents } from './documents.js';
import { notFound } from './errors.js';
import { executeOperation, type ExecutionAnswer, type Executor, type OperationRequest } from './execute.js';
import { feedTopic, localFeed, type Feed, type Wake } from './feed.js';
import { answerAtDoor } from './http-door.js';
import { startJobs, type Jobs } from './jobs.js';
import type { LogEvent } from './log.js';
import { LOG_RETENTION_DAYS, keepLog } from './log-partitions.js';
import { createLogger, type Logger } from './logger.js';
import { watchPool, type PoolLoad } from './metrics.js';
import type { Runtime } from './runtime.js';
import { Streams } from './streams.js';
import type { SubgraphDefinition } from './subgraph.js';
import { inSpan } from './tracing.js';
import { looseEvents } from './transaction.js';
import { authorizeOperation, subscribeOperation } from './subscribe.js';
import { type Caller, systemCaller } from './viewer.js';

export interface StartOptions {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  /** A bus shared by all subgraphs of one process; one is made when absent. */
  readonly bus?: Bus | undefined;
  /** Where the logs of the subgraphs it consumes are read, by name. */
  readonly feeds?: Readonly<Record<string, Feed>>;
  /** Whether a consumer of the subgraph's own log runs, as it does unless told otherwise. */
  readonly readsOwnLog?: boolean;
  readonly poolSize?: number;
  /** How long the log is kept, in days. */
  readonly logRetentionDays?: number;
  readonly logger?: Logger;
}

type Database = DataSource & { readonly statements: StatementCount };

/** TypeORM keeps its pool of node-postgres in its driver. */
const poolOf = (database: Database): PoolLoad =>
  (database.driver as unknown as { readonly master: PoolLoad }).master;

const busOf = (options: StartOptions, logger: Logger): Bus =>
  options.bus ?? (options.redisUrl ? redisBus(options.redisUrl, logger) : memoryBus());

/** The one implementation of Runtime. */
class RunningSubgraph implements Runtime {
  readonly name: string;
  readonly sdl: string;
  readonly schema: SubgraphDefinition['schema'];
  readonly streams: Streams;
  readonly feed: Feed;
  private readonly executor: Executor;
  private consumers: ReadonlyMap<string, RunningConsumer> = new Map();
  private jobs: Jobs | null = null;
  private feeds: Readonly<Record<string, Feed>> = {};
  private readonly waking = new Set<string>();
  private stopKeepingLog: () => Promise<void> = () => Promise.resolve();
  private stopAlongside: () => Promise<void> = () => Promise.resolve();
  private readonly stopWatchingPool: () => void;

  constructor(
    private readonly definition: SubgraphDefinition,
    readonly database: Database,
    readonly bus: Bus,
    readonly logger: Logger,
  ) {
    this.name = definition.name;
    this.sdl = definition.sdl;
    this.schema = definition.schema;
    this.streams = new Streams(database, bus, this.name, logger);
    const { parcels } = definition;
    this.feed = localFeed(
      database,
      bus,
      this.name,
      parcels ? (name) => parcels.open(this.context(systemCaller('parcel')), name) : undefined,
    );
    this.stopWatchingPool = watchPool(this.name, poolOf(database));
    this.executor = {
      runtime: this,
      documents: new Documents(definition.schema),
      context: (caller, reply, db) => this.contextFor(caller, reply, db),
      newReply: () => new CookieReply(),
    };
  }

  execute(request: OperationRequest, caller: Caller, signal?: AbortSignal): Promise<ExecutionAnswer> {
    const work = (): Promise<ExecutionAnswer> => executeOperation(this.executor, request, caller, signal);
    if (caller.traceparent === undefined) return work();
    const attributes = {
      'graphql.operation.name': request.operationName ?? '',
      'parley.request_id': caller.requestId,
    };
    return inSpan(`answer ${this.name}`, { kind: 'server', parent: caller.traceparent, attributes }, work);
  }

  subscribe(request: OperationRequest, caller: Caller): AsyncGenerator<ExecutionAnswer, void, undefined> {
    return subscribeOperation(this.executor, request, caller);
  }

  authorize(
    request: OperationRequest,
    callers: readonly Caller[],
  ): Promise<readonly (readonly GraphQLError[] | null)[]> {
    return Promise.all(callers.map((caller) => authorizeOperation(this.executor, request, caller)));
  }

  bytes(request: BytesRequest, bytes: Buffer, caller: Caller): Promise<BytesAnswer> {
    return answerBytes(this.definition.bytes, this.context(caller), request, bytes);
  }

  get httpPrefix(): string | null {
    return this.definition.http?.prefix ?? null;
  }

  http(request: IncomingMessage, response: ServerResponse, caller: Caller): Promise<void> {
    return answerAtDoor(this.definition.http, this.context(caller), request, response);
  }

  context(caller: Caller): RequestContext {
    return this.contextFor(caller, new CookieReply());
  }

  signalTopic(topic: string): string {
    return `parley:${this.name}:signal:${topic}`;
  }

  signal(topic: string, payload: object): Promise<void> {
    return this.bus.publish(this.signalTopic(topic), payload);
  }

  async announce(events: readonly LogEvent[]): Promise<void> {
    if (events.length === 0) return;
    const kinds = new Set(events.map(({ kind }) => kind));
    if (!kinds.isDisjointFrom(this.definition.urgentKinds)) {
      void this.bus.publish(feedTopic(this.name), { kinds: [...kinds] } satisfies Wake, true);
    } else this.wakeReaders(kinds);
    await Promise.all(events.map((event) => this.bus.publish(this.streams.topicOf(event.stream), event)));
  }

  /** Readers of the whole log are woken once for all that was committed in a turn. */
  private wakeReaders(kinds: ReadonlySet<string>): void {
    if (this.waking.size === 0) {
      setImmediate(() => {
        const wake: Wake = { kinds: [...this.waking] };
        this.waking.clear();
        void this.bus.publish(feedTopic(this.name), wake);
      });
    }
    for (const kind of kinds) this.waking.add(kind);
  }

  later(db: EntityManager, name: string, data: object, when?: { after?: Date; key?: string }): Promise<void> {
    if (!this.jobs) return Promise.reject(new Error(`The subgraph ${this.name} declares no jobs`));
    return this.jobs.later(db, name, data, when);
  }

  /** The log's tables and jobs, then what must be there before anything is served, then consumers. */
  async begin(options: StartOptions): Promise<void> {
    const { jobs, consumers } = this.definition;
    this.feeds = options.feeds ?? {};
    const retentionDays = options.logRetentionDays ?? LOG_RETENTION_DAYS;
    this.stopKeepingLog = await keepLog(this.database, retentionDays, this.logger);
    if (jobs.length > 0) {
      this.jobs = await startJobs(
        { url: options.databaseUrl, subgraph: this.name, jobs, logger: this.logger, database: this.database },
        (jobName) => this.context(systemCaller(`job ${jobName}`)),
      );
    }
    await this.inOneReplica(() => this.definition.onStart(this));
    this.stopAlongside = await this.definition.alongside(this);
    this.consumers = new Map(
      consumers.flatMap((each) => {
        const own = options.readsOwnLog === false ? undefined : this.feed;
        const feed = each.source === this.name ? own : options.feeds?.[each.source];
        const contextOf = () => this.context(systemCaller(`consumer of ${each.source}`));
        return feed ? [[each.name, runConsumer(each, feed, contextOf, this.logger)] as const] : [];
      }),
    );
  }

  consumerOf(name: string): Consumer | undefined {
    return this.definition.consumers.find((each) => each.name === name);
  }

  async drainConsumers(): Promise<void> {
    for (const each of this.consumers.values()) await each.drain();
  }

  async parcelOf(source: string, name: string): Promise<Readable> {
    const parcel = this.feeds[source]?.parcel;
    if (!parcel) throw notFound('Parcel');
    return parcel(name);
  }

  async catchUp(consumer: string): Promise<boolean> {
    return (await this.consumers.get(consumer)?.catchUp()) ?? true;
  }

  async ready(): Promise<void> {
    await this.database.query('select 1');
  }

  async stop(): Promise<void> {
    for (const each of this.consumers.values()) await each.stop();
    await this.stopAlongside();
    await this.jobs?.stop();
    await this.stopKeepingLog();
    this.streams.stop();
    this.stopWatchingPool();
    await this.database.destroy();
  }

  private contextFor(
    caller: Caller,
    reply: CookieReply,
    db: EntityManager = this.database.manager,
  ): RequestContext {
    const base: RequestContext = new Context(
      caller,
      db,
      looseEvents(() => base),
      reply,
      this,
    );
    return this.definition.context(base);
  }

  /** Seeds and the like run under a lock of the session, which is freed whatever happens. */
  private async inOneReplica(work: () => Promise<void>): Promise<void> {
    const runner = this.database.createQueryRunner();
    const lock = [`parley start ${this.name}`];
    try {
      await runner.query('select pg_advisory_lock(hashtext($1))', lock);
      await work();
    } finally {
      await runner.query('select pg_advisory_unlock(hashtext($1))', lock);
      await runner.release();
    }
  }
}

/**
 * Starts a subgraph: migrates its database, opens its log, consumers and jobs. One replica of several migrates and
 * seeds while the others wait.
 */
export async function startSubgraph(definition: SubgraphDefinition, options: StartOptions): Promise<Runtime> {
  const logger = options.logger ?? createLogger(definition.name);
  const database = await openDatabase({
    url: options.databaseUrl,
    schema: definition.name,
    tables: definition.tables,
    migrations: definition.migrations,
    poolSize: options.poolSize ?? 10,
  });
  const bus = busOf(options, logger);
  const running = new RunningSubgraph(definition, database, bus, logger);
  try {
    await running.begin(options);
  } catch (error) {
    // A seed or job that cannot begin keeps the subgraph from starting; what it opened is closed first.
    await running.stop();
    throw error;
  }
  if (options.bus) return running;
  const stop = running.stop.bind(running);
  return Object.assign(running, {
    async stop() {
      await stop();
      await bus.close();
    },
  });
}
