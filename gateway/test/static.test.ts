import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { TestGateway } from './gateway.js';

const SCRIPT = 'document.documentElement.dataset.theme = "dark"';
const PAGE = `<!doctype html><script>${SCRIPT}</script><app-root ngCspNonce="bu1ldN0nce"></app-root>`;

let root: string;
let gateway: TestGateway;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'parley-static-'));
  const client = join(root, 'client');
  mkdirSync(join(client, 'i18n'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'not yours');
  writeFileSync(join(client, 'index.html'), PAGE);
  writeFileSync(join(client, 'main-ABCD1234.js'), 'export {};');
  writeFileSync(join(client, 'main-ABCD1234.js.br'), brotliCompressSync('export {};'));
  writeFileSync(join(client, 'chunk-eiEmhAEr.js'), 'export {};');
  writeFileSync(join(client, 'i18n', 'en.json'), '{}');
  gateway = await TestGateway.start({ PUBLIC_URL: 'https://parley.example' }, client);
});
afterAll(async () => {
  await gateway.stop();
  rmSync(root, { recursive: true });
});

/** The path exactly as given: fetch would tidy it. */
const rawStatus = (path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(gateway.url);
    request({ host: '127.0.0.1', port, path, headers: { accept: 'image/png' } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

test('files with a hash in their name are kept for ever, compressed where they were', async () => {
  const response = await gateway.get('/main-ABCD1234.js', { 'accept-encoding': 'gzip, br' });
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(response.headers.get('content-encoding')).toBe('br');
  expect(response.headers.get('vary')).toBe('accept-encoding');
  expect(await response.text()).toBe('export {};');
  const plain = await gateway.get('/main-ABCD1234.js', { 'accept-encoding': 'identity' });
  expect(plain.headers.get('content-encoding')).toBeNull();
  const chunk = await gateway.get('/chunk-eiEmhAEr.js');
  expect(chunk.headers.get('cache-control')).toContain('immutable');
});

test('a script may reach what we serve, for a worker is bound by the policy of its own script', async () => {
  const policy = (await gateway.get('/main-ABCD1234.js')).headers.get('content-security-policy');
  expect(policy).toContain(`connect-src 'self'`);
  expect(policy).not.toContain('unsafe');
  expect((await gateway.get('/i18n/en.json')).headers.get('content-security-policy')).toContain(
    `default-src 'none'`,
  );
});

test('pages, and the worker they run under, may ask where media regions are measured, and nowhere else', async () => {
  const origins = 'https://janus-eu.example/, https://janus-ke.example';
  const far = await TestGateway.start({ MEDIA_REGION_ORIGINS: origins }, join(root, 'client'));
  onTestFinished(() => far.stop());
  for (const path of ['/', '/main-ABCD1234.js']) {
    const { headers } = await far.get(path, { accept: '*/*' });
    expect(headers.get('content-security-policy')).toContain(
      `connect-src 'self' https://janus-eu.example https://janus-ke.example;`,
    );
  }
});

test('other files are asked for again, and answered briefly when unchanged', async () => {
  const response = await gateway.get('/i18n/en.json');
  expect(response.headers.get('cache-control')).toBe('no-cache');
  const again = await gateway.get('/i18n/en.json', { 'if-none-match': response.headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
});

test('an address of the client is answered by its page, under a strict policy', async () => {
  const response = await gateway.get('/channels/channel_01', { accept: 'text/html' });
  expect(await response.text()).toBe(PAGE);
  const policy = response.headers.get('content-security-policy') ?? '';
  const hash = createHash('sha256').update(SCRIPT).digest('base64');
  expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
  expect(policy).toContain(`style-src 'self' 'nonce-bu1ldN0nce';`);
  expect(policy).toContain(`frame-ancestors 'none'`);
  expect(policy).not.toContain('unsafe');
  expect(response.headers.get('strict-transport-security')).toContain('max-age=');
});

test('a file that is not there is not the page', async () => {
  expect((await gateway.get('/gone-ABCD1234.js')).status).toBe(404);
});

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '//../secret.txt',
  '/i18n/../../secret.txt',
  '/\\..\\secret.txt',
  '/index.html%00.js',
  '/explorer/../secret.txt',
])('%s leads nowhere', async (path) => {
  expect(await rawStatus(path)).toBe(404);
});

test('pages are only read', async () => {
  const response = await fetch(`${gateway.url}/`, { method: 'POST' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('cookies are for https where browsers reach us so', async () => {
  const { headers } = await gateway.post({ query: 'mutation { signOut }' });
  expect(headers.get('set-cookie')).toBe(
    'parley_refresh=; Path=/graphql; Max-Age=0; HttpOnly; SameSite=Strict; Secure',
  );
});
