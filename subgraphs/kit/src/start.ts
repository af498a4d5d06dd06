import type { EntityManager } from 'typeorm';
import type { Bus } from './bus.js';
import { memoryBus } from './bus.memory.js';
import { redisBus } from './bus.redis.js';
import { runConsumer } from './consume.js';
import { Context, CookieReply, type RequestContext } from './context.js';
import { openDatabase } from './database.js';
import { Documents, executeOperation, subscribeOperation, type Executor } from './execute.js';
import { feedTopic, localFeed, type Feed } from './feed.js';
import { startJobs, type Jobs } from './jobs.js';
import type { LogEvent } from './log.js';
import { createLogger, type Logger } from './logger.js';
import type { Runtime } from './runtime.js';
import { Streams } from './streams.js';
import type { SubgraphDefinition } from './subgraph.js';
import { looseEvents } from './transaction.js';
import { type Caller, systemCaller } from './viewer.js';

export interface StartOptions {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  /** A bus shared by all subgraphs of one process; one is made when absent. */
  readonly bus?: Bus | undefined;
  /** Where the logs of the subgraphs it consumes are read, by name. */
  readonly feeds?: Readonly<Record<string, Feed>>;
  readonly poolSize?: number;
  readonly logger?: Logger;
}

const busOf = (options: StartOptions, logger: Logger): Bus =>
  options.bus ?? (options.redisUrl ? redisBus(options.redisUrl, logger) : memoryBus());

/** Signals and announcements of one subgraph on its bus. */
const voiceOf = (name: string, bus: Bus, streams: Streams) => {
  const signalTopic = (topic: string) => `parley:${name}:signal:${topic}`;
  return {
    signalTopic,
    signal: (topic: string, payload: object) => bus.publish(signalTopic(topic), payload),
    async announce(events: readonly LogEvent[]) {
      if (events.length === 0) return;
      await Promise.all(events.map((event) => bus.publish(streams.topicOf(event.stream), event)));
      await bus.publish(feedTopic(name), { seq: events.length });
    },
  };
};

/**
 * Starts a subgraph: migrates its database, opens its log, consumers and jobs. One replica of several migrates and
 * seeds while the others wait.
 */
export async function startSubgraph(definition: SubgraphDefinition, options: StartOptions): Promise<Runtime> {
  const { name, schema, sdl } = definition;
  const logger = options.logger ?? createLogger(name);
  const database = await openDatabase({
    url: options.databaseUrl,
    schema: name,
    tables: definition.tables,
    migrations: definition.migrations,
    poolSize: options.poolSize ?? 10,
  });
  const bus = busOf(options, logger);
  const streams = new Streams(database, bus, name, logger);
  const contextFor = (caller: Caller, reply: CookieReply): RequestContext => {
    const base: RequestContext = new Context(caller, database.manager, looseEvents(() => base), reply, runtime);
    return definition.context(base);
  };
  const system = (why: string) => contextFor(systemCaller(why), new CookieReply());
  const executor: Executor = {
    runtime: { name, schema, logger },
    documents: new Documents(schema),
    context: contextFor,
    newReply: () => new CookieReply(),
  };
  const background: Background = { consumers: [], jobs: null };
  const runtime: Runtime = {
    name,
    sdl,
    schema,
    database,
    bus,
    streams,
    logger,
    feed: localFeed(database, bus, name),
    ...voiceOf(name, bus, streams),
    execute: (request, caller) => executeOperation(executor, request, caller),
    subscribe: (request, caller) => subscribeOperation(executor, request, caller),
    context: (caller) => contextFor(caller, new CookieReply()),
    later: (db: EntityManager, jobName, data, when) => {
      if (!background.jobs) return Promise.reject(new Error(`The subgraph ${name} declares no jobs`));
      return background.jobs.later(db, jobName, data, when);
    },
    async drainConsumers() {
      for (const { drain } of background.consumers) await drain();
    },
    async ready() {
      await database.query('select 1');
    },
    async stop() {
      for (const { stop } of background.consumers) await stop();
      await background.jobs?.stop();
      streams.stop();
      if (!options.bus) await bus.close();
      await database.destroy();
    },
  };
  await startBackground(definition, options, runtime, background, system);
  return runtime;
}

interface Background {
  consumers: readonly ReturnType<typeof runConsumer>[];
  jobs: Jobs | null;
}

async function startBackground(
  definition: SubgraphDefinition,
  options: StartOptions,
  runtime: Runtime,
  background: Background,
  system: (why: string) => RequestContext,
): Promise<void> {
  const { name, logger, database } = runtime;
  if (definition.jobs.length > 0) {
    background.jobs = await startJobs(
      { url: options.databaseUrl, subgraph: name, jobs: definition.jobs, logger, database },
      (jobName) => system(`job ${jobName}`),
    );
  }
  await inOneReplica(runtime, () => definition.onStart(runtime));
  background.consumers = definition.consumers.flatMap((each) => {
    const feed = options.feeds?.[each.source];
    return feed ? [runConsumer(each, feed, () => system(`consumer of ${each.source}`), logger)] : [];
  });
}

/** Seeds and the like run under a lock of the session that is freed whatever happens. */
async function inOneReplica({ database, name }: Runtime, work: () => Promise<void>): Promise<void> {
  const runner = database.createQueryRunner();
  try {
    await runner.query('select pg_advisory_lock(hashtext($1))', [`parley start ${name}`]);
    await work();
    await runner.query('select pg_advisory_unlock(hashtext($1))', [`parley start ${name}`]);
  } finally {
    await runner.release();
  }
}
