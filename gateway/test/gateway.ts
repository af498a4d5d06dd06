import { createLogger, readConfig, tracingConfig, type Viewer } from '@parley/kit';
import { aViewer } from '@parley/kit/testing';
import { SignJWT } from 'jose';
import { WebSocket } from 'ws';
import type { GatewayConfig } from '../src/config.js';
import { operationsIn } from '../src/documents/load.js';
import { createGateway, type Gateway, type GatewayParts } from '../src/gateway.js';
import { Graph } from './graph.js';

export const SECRET = 'a secret that only these tests know, and long';

export const CONFIG: GatewayConfig = {
  ...readConfig(tracingConfig, {}),
  NODE_ENV: 'test',
  PORT: 0,
  HOST: '127.0.0.1',
  PUBLIC_URL: undefined,
  TOKEN_SECRET: SECRET,
  PROOF_SECRET: SECRET,
  REDIS_URL: undefined,
  LEAVING_MS: 0,
  TRUST_PROXY: undefined,
  COUNTRY_HEADER: undefined,
  METRICS_TOKEN: undefined,
  LOG_LEVEL: 'silent',
  DOCUMENTS: 'open',
  DOCUMENTS_DIR: undefined,
  RATE_ANONYMOUS_PER_MINUTE: 1_000_000,
  RATE_SESSION_PER_MINUTE: 1_000_000,
  RATE_USER_PER_MINUTE: undefined,
  RATE_ADDRESS_PER_MINUTE: undefined,
  RATE_SOCKET_PER_SECOND: 1_000,
  CORS_ORIGINS: undefined,
  MEDIA_REGION_ORIGINS: undefined,
};

/** What strangers may send to the small graph. */
const PUBLISHED = `
  query Ping { __typename }
  query Whoami { viewer { id } }
  query Echo($text: String) { echo(text: $text) }
  mutation SignIn { signIn }
  mutation SignOut { signOut }
`;

/** One answer, read. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors:
    readonly { message: string; path?: unknown[]; extensions: Record<string, unknown> }[] | undefined;
  readonly extensions: { readonly cost: { requested: number; limit: number; left: number } } | undefined;
}

/** A gateway over two subgraphs in memory. */
export class TestGateway {
  readonly graph = new Graph();
  private tokens = 0;

  private constructor(
    private readonly gateway: Gateway,
    graph: Graph,
  ) {
    this.graph = graph;
  }

  /** @param more of which links are added to those of the small graph */
  static async start(
    overrides: Partial<GatewayConfig> = {},
    clientDir = '/nowhere',
    { links = [], ...more }: Partial<GatewayParts> = {},
  ): Promise<TestGateway> {
    const graph = new Graph();
    const gateway = createGateway({
      config: { ...CONFIG, ...overrides },
      links: [...graph.links, ...links],
      supergraphSdl: graph.supergraphSdl,
      documents: [
        ...operationsIn(PUBLISHED, 'the published documents', true),
        ...operationsIn('query Posts { posts { id } }', 'the documents of the client'),
      ],
      clientDir,
      logger: createLogger('test', 'silent'),
      onAccountWake: graph.onAccountWake,
      ...more,
    });
    await gateway.listen(0, '127.0.0.1');
    return new TestGateway(gateway, graph);
  }

  get url(): string {
    return this.gateway.url;
  }

  stop(): Promise<void> {
    return this.gateway.stop();
  }

  /** A signed-in viewer's access token. */
  async token(viewer: Partial<Viewer> = {}, lifeSeconds = 600): Promise<string> {
    const number = String(++this.tokens);
    const who = aViewer({ id: `user_${number}`, sessionId: `session_${number}`, ...viewer });
    const token = await new SignJWT({ sid: who.sessionId, n: number })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('parley')
      .setAudience('parley')
      .setSubject(who.id)
      .setExpirationTime(`${String(lifeSeconds)}s`)
      .sign(new TextEncoder().encode(SECRET));
    const expiresAt = new Date(Date.now() + lifeSeconds * 1_000).toISOString();
    this.graph.accounts.set(token, { ...who, expiresAt, changesAt: null });
    return token;
  }

  async post(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const all = { 'content-type': 'application/json', ...headers };
    return answered(await fetch(`${this.url}/graphql`, { method: 'POST', headers: all, body: text }));
  }

  async ask(token: string | null, query: string, variables?: Record<string, unknown>): Promise<Answered> {
    return this.post({ query, variables }, token === null ? {} : { authorization: `Bearer ${token}` });
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers, redirect: 'manual' });
  }

  /** A raw socket, so that tests see every frame and close code. */
  socket(headers: Record<string, string> = {}): TestSocket {
    return new TestSocket(`${this.url.replace('http', 'ws')}/graphql`, headers);
  }
}

async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as Omit<Answered, 'status' | 'headers'>;
  return {
    status: response.status,
    headers: response.headers,
    data: body.data,
    errors: body.errors,
    extensions: body.extensions,
  };
}

export interface Frame {
  readonly id?: string;
  readonly type: string;
  readonly payload?: unknown;
}

/** A graphql-transport-ws client that does nothing by itself. */
export class TestSocket {
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  private readonly frames: Frame[] = [];
  private readonly waiting: ((frame: Frame) => void)[] = [];
  private readonly socket: WebSocket;
  private readonly open: Promise<unknown>;

  constructor(url: string, headers: Record<string, string>) {
    this.socket = new WebSocket(url, 'graphql-transport-ws', { headers });
    this.open = new Promise((resolve) => this.socket.once('open', resolve));
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
      });
      this.socket.on('error', (error) => {
        resolve({ code: 0, reason: error.message });
      });
    });
    this.socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as Frame;
      const next = this.waiting.shift();
      if (next) next(frame);
      else this.frames.push(frame);
    });
  }

  async opened(): Promise<this> {
    await this.open;
    return this;
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  next(): Promise<Frame> {
    const frame = this.frames.shift();
    return frame ? Promise.resolve(frame) : new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Opens and initialises; the acknowledgement has been read. */
  async init(token: string): Promise<this> {
    await this.opened();
    this.send({ type: 'connection_init', payload: { token } });
    await this.next();
    return this;
  }

  subscribe(id: string, query: string, variables: Record<string, unknown> = {}): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }

  close(): void {
    this.socket.close();
  }
}
