import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  conflict,
  HttpProblem,
  notFound,
  PROOF_HEADER,
  readConfig,
  requestLine,
  serve,
  serviceConfig,
  signProof,
  type HttpExchange,
  type RequestContext,
  type Serving,
} from '../src/index.js';
import { aViewer, callerOf, throwawayDatabase, type ThrowawayDatabase } from '../src/testing/index.js';
import { notes } from './notes.js';

const PROOF_SECRET = 'a secret of the gateway, 32 characters long';
const me = aViewer();
const heard: string[] = [];

/** Answers with who asks, and with what it was sent, by path. */
async function answer(ctx: RequestContext, exchange: HttpExchange): Promise<void> {
  const { request, response, path, query, gone } = exchange;
  if (path === '/b/missing') throw notFound('Thing');
  if (path === '/b/locked') throw new HttpProblem(423, conflict('Somebody is at it'), { 'retry-after': '3' });
  if (path === '/b/broken') throw new TypeError('nobody foresaw this');
  if (path === '/b/half') {
    response.write('the first half');
    throw new TypeError('nobody foresaw this');
  }
  gone.addEventListener('abort', () => heard.push('gone'), { once: true });
  if (path === '/b/endless') {
    response.write('on and on');
    return;
  }
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) size += chunk.length;
  response.end(JSON.stringify({ who: ctx.viewer.id, size, asked: query.get('q') }));
}

let database: ThrowawayDatabase;
let service: Serving;

beforeAll(async () => {
  database = await throwawayDatabase();
  service = await serve(
    await notes({ http: { prefix: '/b/', answer } }),
    readConfig(serviceConfig, { PORT: '0', DATABASE_URL: database.url, PROOF_SECRET, LOG_LEVEL: 'silent' }),
  );
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});
beforeEach(() => {
  heard.length = 0;
});

const proofOf = (line: string, audience = 'notes', viewer: typeof me | null = me): string =>
  signProof(PROOF_SECRET, { audience, caller: callerOf(viewer, { requestId: 'request-1' }), body: line });

const ask = (method: string, path: string, options: { body?: Buffer; proof?: string } = {}) =>
  fetch(service.url + path, {
    method,
    headers: { [PROOF_HEADER]: options.proof ?? proofOf(requestLine(method, path)) },
    ...(options.body && { body: new Uint8Array(options.body) }),
  });

test('a request is answered as it came, on behalf of whom the gateway says', async () => {
  const response = await ask('PATCH', '/b/thing?q=why', { body: Buffer.alloc(3_000_000) });
  expect([response.status, await response.json()]).toEqual([
    200,
    { who: me.id, size: 3_000_000, asked: 'why' },
  ]);
});

test.each([
  ['without a proof', () => 'nonsense'],
  ['with a proof for another path', () => proofOf(requestLine('GET', '/b/other'))],
  ['with a proof for another method', () => proofOf(requestLine('DELETE', '/b/thing'))],
  ['with a proof of a question', () => proofOf('/b/thing')],
  ['with a proof for another subgraph', () => proofOf(requestLine('GET', '/b/thing'), 'chat')],
])('a request %s gets 401', async (_what, proof) => {
  const response = await ask('GET', '/b/thing', { proof: proof() });
  expect([response.status, heard]).toEqual([401, []]);
});

test('a proof holds once', async () => {
  const proof = proofOf(requestLine('GET', '/b/thing'));
  expect((await ask('GET', '/b/thing', { proof })).status).toBe(200);
  expect((await ask('GET', '/b/thing', { proof })).status).toBe(401);
});

test.each([
  ['/b/missing', 404, 'NOT_FOUND', null],
  ['/b/locked', 423, 'CONFLICT', '3'],
  ['/b/broken', 500, 'INTERNAL', null],
])('%s is refused with %i', async (path, status, code, retry) => {
  const response = await ask('GET', path);
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect([response.status, response.headers.get('retry-after')]).toEqual([status, retry]);
  const problem = (await response.json()) as Record<string, unknown>;
  expect(problem).toMatchObject({ status, code, requestId: 'request-1' });
  expect(JSON.stringify(problem)).not.toContain('foresaw');
});

test('nobody is UNAUTHENTICATED where somebody is needed', async () => {
  const proof = proofOf(requestLine('GET', '/b/thing'), 'notes', null);
  expect((await ask('GET', '/b/thing', { proof })).status).toBe(401);
});

test('an answer that breaks off looks broken off', async () => {
  const response = await ask('GET', '/b/half');
  await expect(response.text()).rejects.toThrow();
});

test('a refusal is read although the body goes on, and then the connection ends', async () => {
  const headers = { [PROOF_HEADER]: proofOf(requestLine('PATCH', '/b/locked')) };
  const sending = httpRequest(`${service.url}/b/locked`, { method: 'PATCH', headers });
  sending.on('error', () => undefined);
  sending.write(Buffer.alloc(100_000));
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  expect([response.statusCode, response.headers.connection]).toEqual([423, 'close']);
  response.resume();
  await once(sending, 'close');
});

test('a door hears that whoever asked is gone', async () => {
  const leaving = new AbortController();
  const headers = { [PROOF_HEADER]: proofOf(requestLine('GET', '/b/endless')) };
  await fetch(`${service.url}/b/endless`, { headers, signal: leaving.signal });
  leaving.abort();
  await expect.poll(() => heard).toEqual(['gone']);
});

test('a subgraph without a door has no such paths', async () => {
  const plain = await serve(
    await notes(),
    readConfig(serviceConfig, { PORT: '0', DATABASE_URL: database.url, PROOF_SECRET, LOG_LEVEL: 'silent' }),
  );
  const headers = { [PROOF_HEADER]: proofOf('/b/thing') };
  expect((await fetch(`${plain.url}/b/thing`, { headers })).status).toBe(404);
  await plain.stop();
});
