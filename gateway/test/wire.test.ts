import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createLogger, readConfig, serve, serviceConfig, type Serving } from '@parley/kit';
import { aViewer, callerOf, throwawayDatabase, type ThrowawayDatabase } from '@parley/kit/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { notes } from '../../subgraphs/kit/test/notes.js';
import { httpLink } from '../src/subgraph-link/http.js';
import type { SubgraphLink } from '../src/subgraph-link/link.js';

const PROOF_SECRET = 'a secret of the gateway, 32 characters long';
const me = callerOf(aViewer());
const never = new AbortController().signal;
const ME = { query: '{ me }' };
const ANSWER = { data: { me: me.viewer?.id } };

let database: ThrowawayDatabase;
let service: Serving;
/** Stands before the service, sees what comes how, and may know nothing of wires. */
let front: Front;
let link: SubgraphLink;

/** Hands on connections to the service as they are, once it has read how each begins. */
class Front implements AsyncDisposable {
  /** The path of every request that came over HTTP. */
  readonly requests: string[] = [];
  readonly wires = new Set<Duplex>();
  knowsWires = true;
  private readonly server: Server;

  constructor(private readonly target: () => string) {
    this.server = createServer((request, response) => {
      this.requests.push(request.url ?? '');
      void this.pass(request).then(({ status, text, headers }) => {
        response.writeHead(status, headers).end(text);
      });
    });
    this.server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      this.upgrade(request, stream, head);
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  private async pass(request: IncomingMessage) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { host: _host, connection: _connection, ...headers } = request.headers;
    const response = await fetch(this.target() + (request.url ?? ''), {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      body: request.method === 'POST' ? Buffer.concat(chunks) : null,
    });
    const plain = response.headers.get('x-parley-plain');
    return {
      status: response.status,
      text: await response.text(),
      headers: plain ? { 'x-parley-plain': plain } : {},
    };
  }

  private upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => undefined);
    if (request.url === '/wire' && !this.knowsWires) {
      stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    if (request.url === '/wire') this.wires.add(stream);
    stream.once('close', () => this.wires.delete(stream));
    const { port } = new URL(this.target());
    const onward = connect({ host: '127.0.0.1', port: Number(port) });
    onward.on('error', () => stream.destroy());
    stream.once('close', () => onward.destroy());
    const lines = Object.entries(request.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
    onward.write(`GET ${request.url ?? ''} HTTP/1.1\r\n${lines.join('')}\r\n`);
    if (head.length > 0) onward.write(head);
    onward.pipe(stream).pipe(onward);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const wire of this.wires) wire.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

beforeAll(async () => {
  database = await throwawayDatabase();
  const config = { PORT: '0', DATABASE_URL: database.url, PROOF_SECRET, LOG_LEVEL: 'silent' };
  service = await serve(await notes(), readConfig(serviceConfig, config));
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

beforeEach(() => {
  front = new Front(() => service.url);
});
afterEach(async () => {
  await link.stop();
  await front[Symbol.asyncDispose]();
});

async function begin(): Promise<void> {
  const logger = createLogger('test', 'silent');
  link = httpLink({ name: 'notes', urls: [await front.listen()], proofSecret: PROOF_SECRET, logger });
  await link.ready();
}

const ask = () => link.execute(ME, me, never);
const questionsOverHttp = () => front.requests.filter((path) => path === '/graphql').length;

test('what is asked goes over one wire, however much at once', async () => {
  await begin();
  await expect.poll(() => front.wires.size).toBe(1);
  await ask();
  const before = questionsOverHttp();
  const answers = await Promise.all(Array.from({ length: 200 }, ask));
  expect(answers).toEqual(answers.map(() => ANSWER));
  expect([questionsOverHttp() - before, front.wires.size]).toEqual([0, 1]);
});

test('a service that knows no wires is asked over HTTP', async () => {
  front.knowsWires = false;
  await begin();
  for (let n = 1; n <= 5; n += 1) expect(await ask()).toEqual(ANSWER);
  expect([questionsOverHttp(), front.wires.size]).toEqual([5, 0]);
});

test('what is too large for a wire does not cost what is under way on it', async () => {
  await begin();
  await expect.poll(() => front.wires.size).toBe(1);
  const [wire] = front.wires;
  const large = { query: '{ me }', variables: { unused: 'x'.repeat(1_100_000) } };
  const [answer, refused] = await Promise.allSettled([ask(), link.execute(large, me, never)]);
  expect(answer).toMatchObject({ status: 'fulfilled', value: ANSWER });
  // A subgraph takes nothing so large over HTTP either.
  expect(refused.status).toBe('rejected');
  expect([...front.wires]).toEqual([wire]);
});

test('a wire that is lost is missed by nobody, and had again', async () => {
  await begin();
  await expect.poll(() => front.wires.size).toBe(1);
  const [wire] = front.wires;
  wire?.destroy();
  await expect.poll(() => front.wires.size).toBe(0);
  expect(await ask().catch(() => null)).toEqual(ANSWER);
  await expect
    .poll(
      async () => {
        expect(await ask()).toEqual(ANSWER);
        return front.wires.size;
      },
      { timeout: 5_000 },
    )
    .toBe(1);
});

test('whoever writes while the wire is lost is told that nobody knows what became of it', async () => {
  await begin();
  await expect.poll(() => front.wires.size).toBe(1);
  const nap = (text: string) =>
    link.execute({ query: text, variables: { seconds: 0.5, note: 'lost' } }, me, never);
  const napping = nap(
    'mutation ($seconds: Float!, $note: String!) { napOnce(seconds: $seconds, note: $note) }',
  );
  const told = expect(napping).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  for (const wire of front.wires) wire.destroy();
  await told;
});

test('what nobody waits for any more is cancelled, and its wire goes on', async () => {
  await begin();
  await expect.poll(() => front.wires.size).toBe(1);
  const [wire] = front.wires;
  const gone = new AbortController();
  const query = 'query ($seconds: Float!) { nap(seconds: $seconds) }';
  const napping = link.execute({ query, variables: { seconds: 5 } }, me, gone.signal);
  setImmediate(() => {
    gone.abort();
  });
  await expect(napping).rejects.toThrow();
  expect(await ask()).toEqual(ANSWER);
  expect([...front.wires]).toEqual([wire]);
});
