import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { createLogger, readConfig, serve, serviceConfig, type HttpExchange } from '@parley/kit';
import { testSubgraph, throwawayDatabase } from '@parley/kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { notes } from '../../subgraphs/kit/test/notes.js';
import { httpLink } from '../src/subgraph-link/http.js';
import { inProcessLink } from '../src/subgraph-link/in-process.js';
import type { SubgraphLink } from '../src/subgraph-link/link.js';
import { SECRET, TestGateway } from './gateway.js';

const MEGABYTE = 1_048_576;

/** What the door saw of the request under way. */
const seen = { who: null as string | null, headers: {} as IncomingMessage['headers'], taken: 0, gone: false };
let mayTake = Promise.withResolvers<undefined>();

/** A door that takes what it is told to take, and gives without end. */
const door = {
  prefix: '/f/' as const,
  async answer({ caller }: { caller: { viewer: { id: string } | null } }, exchange: HttpExchange) {
    const { request, response, path, gone } = exchange;
    seen.who = caller.viewer?.id ?? null;
    seen.headers = request.headers;
    gone.addEventListener('abort', () => (seen.gone = true), { once: true });
    if (path === '/f/slowly') await mayTake.promise;
    if (path === '/f/endless') {
      response.writeHead(200, { 'content-type': 'application/octet-stream', etag: '"tag"' });
      for (;;) {
        if (gone.aborted) return;
        seen.taken += MEGABYTE;
        if (!response.write(Buffer.alloc(MEGABYTE))) {
          await once(response, 'drain', { signal: gone }).catch(() => undefined);
        }
      }
    }
    if (path === '/f/broken') {
      await new Promise((written) => {
        response.write('the first half', written);
      });
      response.destroy();
      return;
    }
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) seen.taken += chunk.length;
    } catch {
      // Whoever sent it broke off.
      return;
    }
    response.writeHead(200, { 'upload-offset': seen.taken });
    response.end();
  },
};

interface Side {
  readonly link: SubgraphLink;
  stop(): Promise<void>;
}

async function inOneProcess(): Promise<Side> {
  const started = await testSubgraph(await notes({ name: 'files', http: door }));
  return { link: inProcessLink(started.runtime), stop: () => started.stop() };
}

async function asProcess(): Promise<Side> {
  const database = await throwawayDatabase();
  const service = await serve(
    await notes({ name: 'files', http: door }),
    readConfig(serviceConfig, {
      PORT: '0',
      DATABASE_URL: database.url,
      PROOF_SECRET: SECRET,
      LOG_LEVEL: 'error',
    }),
  );
  const logger = createLogger('test', 'silent');
  // The first of them is not there: what it does not take is asked of the other.
  const urls = ['http://127.0.0.1:9', service.url];
  return {
    link: httpLink({ name: 'files', urls, proofSecret: SECRET, logger }),
    async stop() {
      await service.stop();
      await database.drop();
    },
  };
}

describe.each([
  ['in one process', inOneProcess],
  ['in another process', asProcess],
])('a stream %s', (_where, begin) => {
  let side: Side;
  let gateway: TestGateway;
  let token: string;

  beforeAll(async () => {
    side = await begin();
    gateway = await TestGateway.start({}, '/nowhere', { links: [side.link] });
    token = await gateway.token({ id: 'user_me', sessionId: 'session_me' });
  });
  afterAll(async () => {
    await gateway.stop();
    await side.stop();
  });
  beforeEach(() => {
    Object.assign(seen, { who: null, headers: {}, taken: 0, gone: false });
    mayTake = Promise.withResolvers();
  });

  const send = (path: string, headers: Record<string, string | number> = {}): ClientRequest => {
    const sending = httpRequest(gateway.url + path, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
    sending.on('error', () => undefined);
    return sending;
  };

  test('is taken whole, whatever its size, and only who asks is told of its sender', async () => {
    const sending = send('/f/all', { 'upload-offset': 7, 'x-forwarded-for': '1.2.3.4', cookie: 'a=b' });
    for (let nth = 0; nth < 20; nth += 1) sending.write(Buffer.alloc(MEGABYTE));
    sending.end();
    const [response] = (await once(sending, 'response')) as [IncomingMessage];
    expect([response.statusCode, response.headers['upload-offset']]).toEqual([200, String(20 * MEGABYTE)]);
    expect(response.headers['x-content-type-options']).toBe('nosniff');
    expect(seen).toMatchObject({ who: 'user_me', taken: 20 * MEGABYTE });
    expect(seen.headers['upload-offset']).toBe('7');
    response.resume();
  });

  test('comes no faster than it is taken', async () => {
    const sending = send('/f/slowly', { 'content-length': 200 * MEGABYTE });
    let accepted = 0;
    const push = (): void => {
      while (accepted < 200 * MEGABYTE) {
        accepted += MEGABYTE;
        if (!sending.write(Buffer.alloc(MEGABYTE))) return;
      }
    };
    sending.on('drain', push);
    push();
    await expect.poll(() => seen.who).toBe('user_me');
    let before = -1;
    // What sockets hold is full when nothing more is accepted.
    await expect
      .poll(() => {
        const isFull = accepted === before;
        before = accepted;
        return isFull;
      })
      .toBe(true);
    expect(accepted).toBeLessThan(60 * MEGABYTE);
    mayTake.resolve(undefined);
    const [response] = (await once(sending, 'response')) as [IncomingMessage];
    expect(response.headers['upload-offset']).toBe(String(200 * MEGABYTE));
    sending.destroy();
  });

  test('ends for both when the sender leaves', async () => {
    const sending = send('/f/all', { 'content-length': 2 * MEGABYTE });
    sending.write(Buffer.alloc(MEGABYTE));
    await expect.poll(() => seen.taken).toBe(MEGABYTE);
    sending.destroy();
    await expect.poll(() => seen.gone).toBe(true);
  });

  test('ends for both when the reader leaves, and is given no faster than it is read', async () => {
    const leaving = new AbortController();
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${gateway.url}/f/endless`, { headers, signal: leaving.signal });
    expect([response.status, response.headers.get('etag')]).toEqual([200, '"tag"']);
    await response.body?.getReader().read();
    leaving.abort();
    await expect.poll(() => seen.gone).toBe(true);
    expect(seen.taken).toBeLessThan(60 * MEGABYTE);
  });

  test('that breaks off looks broken off', async () => {
    const headers = { authorization: `Bearer ${token}` };
    await expect(
      fetch(`${gateway.url}/f/broken`, { headers }).then((response) => response.text()),
    ).rejects.toThrow();
  });

  test('of a session that is over ends', async () => {
    const own = await gateway.token({ id: 'user_leaver', sessionId: 'session_leaver' });
    const response = await fetch(`${gateway.url}/f/endless`, { headers: { authorization: `Bearer ${own}` } });
    expect(seen.who).toBe('user_leaver');
    gateway.graph.accounts.delete(own);
    gateway.graph.announce({ viewerId: 'user_leaver' });
    await expect(response.arrayBuffer()).rejects.toThrow();
    expect(seen.gone).toBe(true);
  });

  test('is read by a cookie, and sent by none', async () => {
    const pass = await fetch(`${gateway.url}/content/pass`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    const cookies = pass.headers.getSetCookie();
    expect(cookies.map((each) => /Path=([^;]+)/.exec(each)?.[1])).toEqual(['/content', '/f', '/m']);
    const cookie = cookies[1]?.split(';')[0] ?? '';
    await fetch(`${gateway.url}/f/all`, { headers: { cookie } });
    expect(seen.who).toBe('user_me');
    await fetch(`${gateway.url}/f/all`, { method: 'PATCH', headers: { cookie }, body: 'x' });
    expect(seen.who).toBeNull();
  });

  test('of nobody is handed on as nobody’s, and what is no credential is refused', async () => {
    expect((await fetch(`${gateway.url}/f/all`)).status).toBe(200);
    expect(seen.who).toBeNull();
    const refused = await fetch(`${gateway.url}/f/all`, { headers: { authorization: 'Basic abc' } });
    expect(refused.status).toBe(401);
  });
});

test('without whoever keeps files, their paths are unavailable', async () => {
  const alone = await TestGateway.start();
  const response = await alone.get('/f/all');
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([503, 'UNAVAILABLE']);
  await alone.stop();
});
