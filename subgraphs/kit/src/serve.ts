import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config, ConfigShape } from './config.js';
import { integer, oneOf, port, secret, text, url } from './config.js';
import { drain } from './drain.js';
import type { OperationRequest } from './execute.js';
import { answerLog, httpFeed } from './feed.js';
import { LOG_RETENTION_DAYS } from './log-partitions.js';
import { createLogger } from './logger.js';
import { metrics } from './metrics.js';
import { PROOF_HEADER, ProofError, ProofVerifier } from './proof.js';
import type { Runtime } from './runtime.js';
import { memoryBus } from './bus.memory.js';
import { redisBus } from './bus.redis.js';
import { acceptSockets } from './sockets.js';
import { startSubgraph } from './start.js';
import type { SubgraphDefinition } from './subgraph.js';
import type { Caller } from './viewer.js';

/** The environment that every service reads. */
export const serviceConfig = {
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

/** The body of POST /grants: the proof vouches for it, and with it for every caller in it. */
interface GrantsAsked {
  readonly request: OperationRequest;
  readonly callers: readonly Caller[];
}

/** Gateways learn from their closed sockets, at once, to ask another replica. */
const LEAVING_MS = 500;
const BODY_LIMIT = 1_048_576;

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
  const server = createServer((request, response) => {
    answer({ runtime, verifier, config }, request, response).catch((error: unknown) => {
      logger.error({ err: String(error) }, 'request failed');
      if (!response.headersSent) send(response, 500, { errors: [{ message: 'Internal error' }] });
    });
  });
  const sockets = acceptSockets(server, runtime, verifier);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  logger.info({ port: bound }, 'serving');
  const serving: Serving = {
    url: `http://${config.HOST}:${String(bound)}`,
    runtime,
    async stop() {
      await sockets.dispose();
      await drain(server, { forMs: LEAVING_MS });
      await runtime.stop();
      await bus.close();
    },
  };
  stopOnSignals(serving);
  return serving;
}

function stopOnSignals(serving: Serving): void {
  const stop = () => {
    void serving.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function send(response: ServerResponse, status: number, body: object | string): void {
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': typeof body === 'string' ? 'text/plain; version=0.0.4' : 'application/json',
    'content-length': Buffer.byteLength(payload),
  });
  response.end(payload);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new ProofError('The body is larger than any the gateway sends');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What answering a request needs. */
interface Door {
  readonly runtime: Runtime;
  readonly verifier: ProofVerifier;
  readonly config: ServiceConfig;
}

function mayScrape(request: IncomingMessage, token: string | undefined): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token ?? ''}`);
  return token !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function answer(
  { runtime, verifier, config }: Door,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? '/';
  if (path === '/health/live') {
    send(response, 200, { status: 'live' });
    return;
  }
  if (path === '/health/ready') {
    await ready(runtime, response);
    return;
  }
  if (path === '/metrics' && mayScrape(request, config.METRICS_TOKEN)) {
    send(response, 200, await metrics.metrics());
    return;
  }
  const body = request.method === 'POST' ? await readBody(request) : path;
  const caller = await proven(verifier, request, body);
  if (!caller) {
    send(response, 401, {
      errors: [{ message: 'Only the gateway may ask', extensions: { code: 'UNAUTHENTICATED' } }],
    });
    return;
  }
  await answerProven(runtime, request, response, body, caller);
}

async function ready(runtime: Runtime, response: ServerResponse): Promise<void> {
  try {
    await runtime.ready();
    send(response, 200, { status: 'ready' });
  } catch (error) {
    // Not ready is an answer here, not a fault.
    send(response, 503, {
      status: 'unavailable',
      because: error instanceof Error ? error.message : String(error),
    });
  }
}

async function proven(
  verifier: ProofVerifier,
  request: IncomingMessage,
  body: string,
): Promise<Caller | null> {
  const proof = request.headers[PROOF_HEADER];
  try {
    return await verifier.verify(typeof proof === 'string' ? proof : undefined, body);
  } catch (error) {
    // A missing or wrong proof is an expected answer; anything else is a fault of ours.
    if (error instanceof ProofError) return null;
    throw error;
  }
}

async function answerProven(
  runtime: Runtime,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
  caller: Caller,
): Promise<void> {
  const address = new URL(request.url ?? '/', 'http://service');
  if (request.method === 'POST' && address.pathname === '/graphql') {
    send(response, 200, await runtime.execute(JSON.parse(body) as OperationRequest, caller));
  } else if (request.method === 'POST' && address.pathname === '/grants' && caller.internal) {
    const { request: asked, callers } = JSON.parse(body) as GrantsAsked;
    send(response, 200, await runtime.authorize(asked, callers));
  } else if (address.pathname === '/log' && caller.internal) {
    send(response, 200, await answerLog(runtime.feed, address.searchParams));
  } else {
    send(response, 404, { errors: [{ message: 'There is nothing here' }] });
  }
}
