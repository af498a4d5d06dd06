import { randomUUID } from 'node:crypto';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { type BytesAnswer, type BytesRequest, type Caller, PIECE_BYTES, createLogger } from '@parley/kit';
import { aViewer } from '@parley/kit/testing';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Gateway, createGateway } from '../src/gateway.js';
import type { SubgraphLink } from '../src/subgraph-link/link.js';
import { CONFIG, SECRET } from './gateway.js';
import { Graph } from './graph.js';

interface Asked {
  readonly request: BytesRequest;
  readonly length: number;
  readonly caller: Caller;
}

const NOTHING = Buffer.alloc(0);
const file = Buffer.alloc(40 * PIECE_BYTES, 'x');

/** Whoever keeps files, as the gateway sees them: answers at once, and writes down what they are asked. */
class Keeper {
  readonly asked: Asked[] = [];

  readonly link = {
    name: 'chat',
    bytes: (request: BytesRequest, bytes: Buffer, caller: Caller) => {
      this.asked.push({ request, length: bytes.length, caller });
      return Promise.resolve(this.answer(request));
    },
    ready: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  } as unknown as SubgraphLink;

  get kinds(): string[] {
    return this.asked.map(({ request }) => request.op);
  }

  private answer(request: BytesRequest): BytesAnswer {
    if (request.op === 'begin') return { value: { uploadId: 'file_new', file: null }, bytes: NOTHING };
    if (request.op === 'finish') return { value: { id: 'file_new' }, bytes: NOTHING };
    if (request.op === 'append') return { bytes: NOTHING };
    if (request.op === 'read') {
      return { bytes: file.subarray(request.place.from, request.place.from + request.length) };
    }
    const about = { size: file.length, mediaType: 'image/png', name: 'a.png', etag: 'tag', inline: true };
    return { value: about, bytes: NOTHING };
  }
}

let keeper: Keeper;
let gateway: Gateway;
let authorization: string;

beforeAll(async () => {
  keeper = new Keeper();
  const graph = new Graph();
  gateway = createGateway({
    config: CONFIG,
    links: [...graph.links, keeper.link],
    supergraphSdl: graph.supergraphSdl,
    documents: [],
    clientDir: '/nowhere',
    logger: createLogger('test', 'silent'),
    onAccountWake: graph.onAccountWake,
  });
  await gateway.listen(0, '127.0.0.1');
  const viewer = aViewer({ sessionId: 'session_1' });
  const token = await new SignJWT({ sid: 'session_1' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('parley')
    .setAudience('parley')
    .setExpirationTime('600s')
    .sign(new TextEncoder().encode(SECRET));
  const expiresAt = new Date(Date.now() + 600_000).toISOString();
  graph.accounts.set(token, { ...viewer, expiresAt, changesAt: null });
  authorization = `Bearer ${token}`;
});
beforeEach(() => {
  keeper.asked.length = 0;
});
afterAll(() => gateway.stop());

const address = (): string =>
  `${gateway.url}/files?${new URLSearchParams({ name: 'a.bin', key: randomUUID() }).toString()}`;

test('a file is handed on in whole pieces and the rest, in order, and then finished', async () => {
  const body = Buffer.alloc(2 * PIECE_BYTES + 7);
  const { status } = await fetch(address(), { method: 'POST', headers: { authorization }, body });
  expect(status).toBe(201);
  expect(keeper.kinds).toEqual(['begin', 'append', 'append', 'append', 'finish']);
  expect(
    keeper.asked.flatMap(({ request, length }) =>
      request.op === 'append' ? [[request.place.from, length]] : [],
    ),
  ).toEqual([
    [0, PIECE_BYTES],
    [PIECE_BYTES, PIECE_BYTES],
    [2 * PIECE_BYTES, 7],
  ]);
});

test('whoever keeps files is told who asks, and neither cookies nor what else came along', async () => {
  const headers = { authorization, cookie: 'parley_refresh=secret', 'x-user-id': 'user_other' };
  await fetch(address(), { method: 'POST', headers, body: 'hello' });
  const [{ caller }] = keeper.asked as [Asked];
  expect(caller.viewer?.id).toBe(aViewer().id);
  expect(caller.client.refreshToken).toBeNull();
  expect(JSON.stringify(keeper.asked)).not.toMatch(/secret|user_other/);
});

test('what breaks off is never finished', async () => {
  const sending = httpRequest(address(), {
    method: 'POST',
    headers: { authorization, 'content-length': 4 * PIECE_BYTES },
  });
  sending.on('error', () => undefined);
  sending.write(Buffer.alloc(PIECE_BYTES + 1));
  await expect.poll(() => keeper.kinds).toContain('append');
  const over = new Promise((resolve) => sending.once('close', resolve));
  sending.destroy();
  await over;
  // Another question is answered meanwhile, after which the first would have been over as well.
  await fetch(`${gateway.url}/content/file_a`, { method: 'HEAD', headers: { authorization } });
  expect(keeper.kinds).not.toContain('finish');
});

test('whoever reads slowly is not read ahead for', async () => {
  const reading = httpRequest(`${gateway.url}/content/file_a`, { headers: { authorization } });
  const response = await new Promise<IncomingMessage>((resolve) => {
    reading.once('response', resolve);
    reading.end();
  });
  response.pause();
  const reads = (): number => keeper.kinds.filter((kind) => kind === 'read').length;
  let before = -1;
  await vi.waitUntil(
    () => {
      const isStill = reads() === before;
      before = reads();
      return isStill && before > 0;
    },
    { interval: 200, timeout: 5_000 },
  );
  expect(reads()).toBeLessThan(30);
  reading.destroy();
});

test('a head is answered without a byte being read', async () => {
  const { status, headers } = await fetch(`${gateway.url}/content/file_a/any name.png`, {
    method: 'HEAD',
    headers: { authorization },
  });
  expect([status, headers.get('content-length')]).toEqual([200, String(file.length)]);
  expect(keeper.kinds).toEqual(['describe']);
});

test.each([
  ['bytes=0-9', 206, 'bytes 0-9/', 10],
  ['bytes=-5', 206, `bytes ${String(file.length - 5)}-${String(file.length - 1)}/`, 5],
  ['bytes=9-3', 416, 'bytes */', null],
  ['bytes=0-1,5-6', 200, null, file.length],
  ['lines=1-2', 200, null, file.length],
])('the range %s is answered by %i', async (range, status, contentRange, length) => {
  const response = await fetch(`${gateway.url}/content/file_a`, {
    method: 'HEAD',
    headers: { authorization, range },
  });
  expect(response.status).toBe(status);
  expect(response.headers.get('content-range')).toBe(contentRange && `${contentRange}${String(file.length)}`);
  if (length !== null) expect(response.headers.get('content-length')).toBe(String(length));
});

test('a part of what changed since is not given', async () => {
  const headers = { authorization, range: 'bytes=0-9', 'if-range': '"older"' };
  expect((await fetch(`${gateway.url}/content/file_a`, { method: 'HEAD', headers })).status).toBe(200);
  const same = { ...headers, 'if-range': '"tag"' };
  expect((await fetch(`${gateway.url}/content/file_a`, { method: 'HEAD', headers: same })).status).toBe(206);
});
