import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { drain, inSpan, type Logger } from '@parley/kit';
import { clientAddress } from './client-address.js';
import type { GatewayConfig } from './config.js';
import { CountedDoor } from './documents/counted-door.js';
import { Documents } from './documents/documents.js';
import { DocumentStatistics } from './documents/statistics.js';
import { TrustedDocuments, type TrustedDocument } from './documents/trusted.js';
import { Executor } from './executor.js';
import { federationOf } from './federation/planned.js';
import { withOwn } from './graph/own-link.js';
import { createContent, isUpload, type Content } from './http/content.js';
import { crossOrigin, originsIn } from './http/cross-origin.js';
import { explorer } from './http/explorer.js';
import { answerGraphQL, type GraphQLOverHttp } from './http/graphql.js';
import { answerDocuments, answerLive, answerMetrics, answerReady } from './http/health.js';
import { securityHeaders } from './http/security-headers.js';
import { staticFiles, type StaticFiles } from './http/static.js';
import { createStreams, isStream, type Streams } from './http/streams.js';
import { isSameOrigin, refuseUpgrade } from './http/upgrade.js';
import { rateLimits, type RateLimits } from './limits/rate.js';
import { noteLoad, requestSeconds } from './metrics.js';
import { Operations } from './operation.js';
import { createRest, type Rest } from './rest/site.js';
import { sessions } from './session.js';
import { SESSION_OWNER } from './subgraph-link/ask.js';
import type { SubgraphLink, SubgraphLinks } from './subgraph-link/link.js';
import { allObserved } from './subgraph-link/observed.js';
import { AccessWatch } from './subscriptions/access-watch.js';
import type { WakeUps } from './subscriptions/account-log.js';
import { Connections } from './subscriptions/connections.js';
import { SharingExecution } from './subscriptions/execution.js';
import { createHub, type Hub } from './subscriptions/hub.js';

/** What a gateway is made of. */
export interface GatewayParts {
  readonly config: GatewayConfig;
  /** One for every subgraph of the supergraph; the one named identity owns sessions. */
  readonly links: readonly SubgraphLink[];
  readonly supergraphSdl: string;
  /** What was reviewed: all that strangers may send, and in trusted mode everybody. */
  readonly documents: readonly TrustedDocument[];
  /** The built client; without one only the API is served. */
  readonly clientDir: string;
  readonly logger: Logger;
  /** A folder of operations for REST; ours when left out. */
  readonly restFolder?: string;
  /** Tells when there may be news of accounts; without it, they are looked for each second. */
  readonly onAccountWake?: WakeUps;
}

/** The one door to the product. */
export interface Gateway {
  /** Where it listens; known once it does. */
  readonly url: string;
  /** @throws when the port is taken */
  listen(port: number, host: string): Promise<void>;
  /** Takes nothing new, sends sockets elsewhere, finishes what runs. */
  stop(): Promise<void>;
}

const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;

/** Assembles a gateway; nothing listens yet. @throws when the supergraph or configuration makes no sense */
export function createGateway(parts: GatewayParts): Gateway {
  const { config, logger } = parts;
  const rates = rateLimits(config, logger);
  const links = allObserved(withOwn({ ...parts, rates }));
  const identity = links.get(SESSION_OWNER);
  if (!identity) throw new TypeError(`No link to the subgraph ${SESSION_OWNER}, which owns sessions`);

  const federation = federationOf(parts.supergraphSdl);
  const watch = new AccessWatch(identity, parts.onAccountWake ?? (() => () => undefined), logger);
  const executor = new Executor(links, logger, () => watch.caughtUp());
  const documents = new Documents(new TrustedDocuments(parts.documents), config.DOCUMENTS);
  const statistics = new DocumentStatistics(parts.documents);
  const known = sessions(identity, config.TOKEN_SECRET, watch);
  const edge = {
    schema: federation.apiSchema,
    door: new CountedDoor(statistics, new Operations(federation, documents), executor, rates),
    sessions: known,
    connections: new Connections(known, watch, logger),
    execution: new SharingExecution({ schema: federation.apiSchema, executor, links, logger, watch }),
    address: clientAddress(config.TRUST_PROXY, config.COUNTRY_HEADER),
    messagesPerSecond: config.RATE_SOCKET_PER_SECOND,
    isSecure: config.PUBLIC_URL?.startsWith('https:') ?? false,
    crossOrigin: crossOrigin(config.CORS_ORIGINS),
    logger,
  };
  return new RunningGateway({
    parts,
    links,
    rates,
    watch,
    graphql: edge,
    statistics,
    hub: createHub(edge),
    content: createContent({ ...edge, rates, links }),
    streams: createStreams({ ...edge, rates, links, watch }),
    rest: createRest({ ...edge, rates, folder: parts.restFolder }),
    client: staticFiles(parts.clientDir, '', { connects: originsIn(config.MEDIA_REGION_ORIGINS) }),
    explorer: explorer(fileURLToPath(new URL('../dist/explorer', import.meta.url))),
  });
}

interface Assembled {
  readonly parts: GatewayParts;
  readonly links: SubgraphLinks;
  readonly rates: RateLimits;
  readonly watch: AccessWatch;
  readonly graphql: GraphQLOverHttp;
  readonly statistics: DocumentStatistics;
  readonly hub: Hub;
  readonly content: Content;
  readonly streams: Streams;
  readonly rest: Rest;
  readonly client: StaticFiles;
  readonly explorer: StaticFiles;
}

class RunningGateway implements Gateway {
  private readonly server: Server;
  private readonly running = new Set<ServerResponse>();
  private host = '';
  private isLeaving = false;

  constructor(private readonly assembled: Assembled) {
    // A file takes as long as its bytes keep coming; everything else is small.
    const timeouts = { headersTimeout: HEADERS_MS, requestTimeout: 0 };
    this.server = createServer(timeouts, (request, response) => {
      this.answer(request, response);
    });
    this.server.on('upgrade', (request, socket, head) => {
      const status = this.refusalOfUpgrade(request);
      if (status === null) assembled.hub.accept(request, socket, head);
      else refuseUpgrade(socket, status);
    });
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    const host = this.host === '0.0.0.0' || this.host === '::' ? '127.0.0.1' : this.host;
    return `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
  }

  async listen(port: number, host: string): Promise<void> {
    this.host = host;
    await this.assembled.rates.start();
    await this.assembled.watch.start();
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  async stop(): Promise<void> {
    this.isLeaving = true;
    await this.assembled.hub.drain();
    await drain(this.server, {
      forMs: this.assembled.parts.config.LEAVING_MS,
      endStreams: () => {
        this.endEventStreams();
      },
    });
    this.assembled.watch.stop();
    await this.assembled.rates.stop();
    await Promise.all([...this.assembled.links.values()].map((link) => link.stop()));
  }

  /** An event stream never ends by itself; its client resumes elsewhere. */
  private endEventStreams(): void {
    for (const response of this.running) {
      if (String(response.getHeader('content-type')).startsWith('text/event-stream')) response.end();
    }
  }

  private refusalOfUpgrade(request: IncomingMessage): number | null {
    if (this.isLeaving) return 503;
    if (request.url?.split('?')[0] !== '/graphql') return 404;
    const { parts, graphql } = this.assembled;
    const isOurs = isSameOrigin(request, parts.config.PUBLIC_URL);
    return isOurs || graphql.crossOrigin.allows(request.headers.origin ?? '') ? null : 403;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const requestId = randomUUID();
    const { config, logger } = this.assembled.parts;
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (!isUpload(request, path) && !isStream(path)) endUnlessWhole(request);
    const stopTimer = requestSeconds.startTimer();
    this.running.add(response);
    response.once('close', () => {
      this.running.delete(response);
      stopTimer({ route: routeOf(path), status: response.statusCode });
    });
    const headers = {
      ...securityHeaders(config.PUBLIC_URL?.startsWith('https:') ?? false),
      'x-request-id': requestId,
    };
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const work = (): Promise<void> => this.route(request, response, path, requestId);
    const answered = isTraced(path)
      ? inSpan(`${request.method ?? ''} ${path}`, this.spanOf(request, path, requestId), work)
      : work();
    answered.catch((error: unknown) => {
      logger.error(
        { requestId, err: error instanceof Error ? error.stack : String(error) },
        'a request failed',
      );
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  }

  /** A trace that a client began is continued only where that is wanted: it would decide what is recorded. */
  private spanOf({ method, headers }: IncomingMessage, route: string, requestId: string) {
    const accepts = this.assembled.parts.config.TRACES_FROM_CLIENTS === 'accept';
    const begun = headers['traceparent'];
    return {
      kind: 'server',
      parent: accepts && typeof begun === 'string' ? begun : null,
      attributes: {
        'http.request.method': method ?? '',
        'http.route': route,
        'parley.request_id': requestId,
      },
    } as const;
  }

  private async route(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    id: string,
  ): Promise<void> {
    const { parts, links, graphql, content, streams, rest, client, explorer: explorerFiles } = this.assembled;
    if (path === '/graphql') return answerGraphQL(graphql, request, response, id);
    if (path === '/rest' || path.startsWith('/rest/')) return rest.answer(request, response, path, id);
    if (streams.isFor(path)) return streams.answer(request, response, id);
    if (content.isFor(request, path)) return content.answer(request, response, path, id);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      notHere(response, 405, { allow: 'GET, HEAD' });
      return;
    }
    if (path === '/health/live') {
      answerLive(response);
      return;
    }
    if (path === '/health/ready') return answerReady(links, this.isLeaving, response);
    if (path === '/metrics/documents') {
      answerDocuments(request, response, parts.config.METRICS_TOKEN, this.assembled.statistics.report());
      return;
    }
    if (path === '/metrics') {
      noteLoad(this.assembled.hub.load(), this.running.size);
      return answerMetrics(request, response, parts.config.METRICS_TOKEN);
    }
    const files = path === '/explorer' || path.startsWith('/explorer/') ? explorerFiles : client;
    if (!files.serve(request, response, path)) notHere(response, 404, {});
  }
}

function notHere(response: ServerResponse, status: number, headers: Record<string, string>): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers });
  response.end(status === 404 ? 'There is nothing here.\n' : 'This is only read.\n');
}

/** Whoever is slower with a question than anybody needs to be is let go. */
function endUnlessWhole(request: IncomingMessage): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, REQUEST_MS).unref();
  request.once('close', () => {
    clearTimeout(timer);
  });
}

/** Files and health are not worth a trace. */
const isTraced = (path: string): boolean => path === '/graphql' || path.startsWith('/rest/');

/** A label of few values, whatever is asked for. */
const routeOf = (path: string): string =>
  /^\/(graphql|rest|content|f(?=\/)|explorer|health|metrics)/.exec(path)?.[1] ?? 'client';
