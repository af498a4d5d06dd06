import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OutgoingError, readPublic } from './outgoing.js';
import { isPublicAddress } from './public-address.js';

const pages: Record<string, (response: ServerResponse, request: IncomingMessage) => void> = {
  '/page': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Hello</title>'),
  '/on': (response) => response.writeHead(302, { location: '/page' }).end(),
  '/round': (response) => response.writeHead(302, { location: '/round' }).end(),
  '/inside': (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
  '/file': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/long': (response) => response.end(Buffer.alloc(3_000)),
  '/packed': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
  '/never': (response) => response.write('x'),
  '/headers': (response, request) => response.end(JSON.stringify(request.headers)),
};

let server: Server;
let host: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    pages[request.url ?? '']?.(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const read = (path: string, more: object = {}) =>
  readPublic(`http://${host}${path}`, 'text/html', { internal: [host], ...more });

test('a page is read, also where it moved to', async () => {
  for (const path of ['/page', '/on']) {
    const { url, contentType, body } = await read(path);
    expect({ path: url.pathname, contentType, body: body.toString() }).toEqual({
      path: '/page',
      contentType: 'text/html',
      body: '<title>Hello</title>',
    });
  }
});

test('nothing of ours is sent along', async () => {
  const { body } = await read('/headers');
  expect(Object.keys(JSON.parse(body.toString()) as object).sort()).toEqual([
    ...['accept', 'accept-encoding', 'connection', 'host', 'user-agent'],
  ]);
});

test.each([
  ['a redirect into our network', '/inside', {}],
  ['a redirect to a file', '/file', {}],
  ['a redirect without end', '/round', {}],
  ['an answer that is too long', '/long', { mostBytes: 1_000 }],
  ['an answer that is packed', '/packed', {}],
  ['an answer that never ends', '/never', { withinMs: 200 }],
])('%s is not followed', async (_what, path, bounds) => {
  await expect(read(path, bounds)).rejects.toBeInstanceOf(OutgoingError);
});

test('a long page is cut where that is enough', async () => {
  expect((await read('/long', { mostBytes: 1_000, cut: true })).body).toHaveLength(1_000);
});

test.each([
  'http://localhost/',
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://10.1.2.3/',
  'http://192.168.1.1/',
  'http://172.20.0.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
  'http://0.0.0.0/',
  'http://100.64.0.1/',
  'http://example.org:5432/',
  'http://user:secret@example.org/',
  'ftp://example.org/',
  'javascript:alert(1)',
  'not an address',
])('%s is not asked', async (address) => {
  await expect(readPublic(address, '*/*', { withinMs: 1_000 })).rejects.toBeInstanceOf(OutgoingError);
});

test('our own network is not asked without leave', async () => {
  await expect(readPublic(`http://${host}/page`, '*/*')).rejects.toBeInstanceOf(OutgoingError);
});

test.each([
  ['93.184.215.14', true],
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['2002:7f00:1::', false],
  ['::', false],
  ['::ffff:8.8.8.8', false],
  ['ff02::1', false],
  ['255.255.255.255', false],
  ['example.org', false],
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});
