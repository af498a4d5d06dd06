import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Disposable } from 'graphql-ws';
import type { Config, ConfigShape } from './config.js';
import { integer, oneOf, port, secret, text, url } from './config.js';
import { drain } from './drain.js';
import { httpFeed } from './feed.js';
import { answerHttp } from './http.js';
import { LOG_RETENTION_DAYS } from './log-partitions.js';
import { createLogger } from './logger.js';
import { ProofVerifier } from './proof.js';
import type { Runtime } from './runtime.js';
import { memoryBus } from './bus.memory.js';
import { redisBus } from './bus.redis.js';
import { acceptSockets } from './sockets.js';
import { startSubgraph } from './start.js';
import { startTracing, tracingConfig } from './tracing.js';
import type { SubgraphDefinition } from './subgraph.js';
import { acceptWires, type Wires } from './wires.js';

/** The environment that every service reads. */
export const serviceConfig = {
  ...tracingConfig,
  PORT: port(),
  HOST: text('127.0.0.1'),
  DATABASE_URL: url(['postgres:', 'postgresql:']),
  DATABASE_POOL: integer({ min: 1, max: 100 }, 10),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  /** How long the log is kept: the oldest position a client can resume from. */
  LOG_RETENTION_DAYS: integer({ min: 1, max: 3_650 }, LOG_RETENTION_DAYS),
  PROOF_SECRET: secret(),
  /** Lets Prometheus read /metrics with this bearer; without it only the gateway may. */
  METRICS_TOKEN: secret().optional(),
  LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error', 'silent'], 'info'),
} satisfies ConfigShape;

/** What serve() reads of a service's configuration; `SUBGRAPH_<NAME>_URL` names where a feed is read. */
export type ServiceConfig = Config<typeof serviceConfig> & Readonly<Record<string, unknown>>;

/** A service that answers. */
export interface Serving {
  readonly url: string;
  readonly runtime: Runtime;
  stop(): Promise<void>;
}

/** Gateways learn from their closed sockets, at once, to ask another replica. */
const LEAVING_MS = 500;
/** Kept longer than a gateway leaves connections idle between questions, so that few are made anew. */
const KEEP_ALIVE_MS = 60_000;
const HEADERS_MS = 10_000;

function feedsOf(definition: SubgraphDefinition, config: ServiceConfig, bus: Runtime['bus']) {
  return Object.fromEntries(
    definition.consumers.flatMap(({ source }) => {
      const address = config[`SUBGRAPH_${source.toUpperCase()}_URL`];
      if (!Array.isArray(address)) return [];
      const urls = address as readonly string[];
      return [[source, httpFeed({ urls, subgraph: source, proofSecret: config.PROOF_SECRET, bus })]];
    }),
  );
}

/**
 * Serves one subgraph: GraphQL over HTTP and graphql-ws, its event feed, health and metrics on one port, and all but
 * liveness behind the gateway's proof. SIGTERM and SIGINT finish what runs and stop.
 */
export async function serve(definition: SubgraphDefinition, config: ServiceConfig): Promise<Serving> {
  const logger = createLogger(definition.name, config.LOG_LEVEL);
  const stopTracing = await startTracing(`parley-${definition.name}`, config, logger);
  const bus = config.REDIS_URL ? redisBus(config.REDIS_URL, logger) : memoryBus();
  const runtime = await startSubgraph(definition, {
    databaseUrl: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL,
    logRetentionDays: config.LOG_RETENTION_DAYS,
    bus,
    feeds: feedsOf(definition, config, bus),
    logger,
  });
  const verifier = new ProofVerifier(config.PROOF_SECRET, definition.name);
  const door = { runtime, verifier, metricsToken: config.METRICS_TOKEN, isLeaving: false };
  // A stream takes as long as its bytes keep coming; gateways alone are answered here.
  const timeouts = { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0, headersTimeout: HEADERS_MS };
  const server = createServer(timeouts, (request, response) => {
    answerHttp(door, request, response).catch((error: unknown) => {
      logger.error({ err: String(error) }, 'request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const sockets = acceptSockets(server, runtime, verifier);
  const wires = acceptWires(server, door);
  const bound = await listen(server, config);
  logger.info({ port: bound }, 'serving');
  const serving: Serving = {
    url: `http://${config.HOST}:${String(bound)}`,
    runtime,
    async stop() {
      door.isLeaving = true;
      await leave(server, sockets, wires);
      await runtime.stop();
      await bus.close();
      await stopTracing();
    },
  };
  stopOnSignals(serving);
  return serving;
}

/** Nobody is cut off: gateways are told, what still comes is answered, and connections end when nothing runs on them. */
async function leave(server: Server, sockets: Disposable, wires: Wires): Promise<void> {
  wires.leave();
  await sockets.dispose();
  await drain(server, {
    forMs: LEAVING_MS,
    endStreams: () => {
      wires.end();
    },
  });
}

/** @returns the port it got @throws when that port is taken */
async function listen(server: Server, { PORT, HOST }: ServiceConfig): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(PORT, HOST, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function stopOnSignals(serving: Serving): void {
  const stop = () => {
    void serving.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
