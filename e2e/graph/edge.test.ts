import { describe, expect, test } from 'vitest';
import { askText, codesOf } from '../client/ask.js';
import { AccountCursorDocument } from '../generated/graphql.js';
import { a, gateway, gateways, subgraphs } from '../product.js';

const read = async (path: string, base = gateway, init: RequestInit = {}) => {
  const response = await fetch(new URL(path, base), init);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe.each(gateways.map((url, n) => [n + 1, url] as const))('gateway %i', (_n, url) => {
  test('is live and ready', async () => {
    expect((await read('/health/live', url)).status).toBe(200);
    expect((await read('/health/ready', url)).status).toBe(200);
  });

  test('counts what it does', async () => {
    const { status, text } = await read('/metrics', url);
    expect(status).toBe(200);
    expect(text).toMatch(/^# HELP /m);
    expect(text).toMatch(/^process_cpu_seconds_total /m);
  });

  test('serves the client, and its pages by their address', async () => {
    const index = await read('/', url);
    expect([index.status, index.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    expect(index.text).toMatch(/<title>[^<]*Parley/);
    const page = await read('/chat/channel_that_the_client_knows', url, { headers: { accept: 'text/html' } });
    expect([page.status, page.text]).toEqual([200, index.text]);
  });

  test('has an explorer that loads nothing from elsewhere', async () => {
    const { status, text } = await read('/explorer', url);
    expect(status).toBe(200);
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});

describe('every page', () => {
  test.each(['/', '/explorer'])('%s is guarded by headers', async (path) => {
    const { headers } = await read(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toMatch(/no-referrer|same-origin|strict-origin/);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'self'|default-src 'none'/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).toMatch(/object-src 'none'|default-src 'none'/);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-(?:inline|eval)'/);
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('assets may be kept for ever, the page that names them may not', async () => {
    const index = await read('/');
    expect(index.headers.get('cache-control')).toMatch(/no-cache|no-store|max-age=0/);
    const script = /src="\/?([^"]+\.js)"/.exec(index.text)?.[1] ?? '';
    const main = await read(`/${script}`);
    const chunks = [...new Set(main.text.match(/chunk-[\w-]+\.js/g) ?? [])];
    expect(chunks.length).toBeGreaterThan(0);
    for (const name of [script, ...chunks.slice(0, 5)]) {
      const { status, headers } = await read(`/${name}`);
      expect([name, status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
        name,
        200,
        expect.stringContaining('javascript'),
        expect.stringContaining('immutable'),
      ]);
    }
  });

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/%00',
    '/assets/../../../etc/passwd',
  ])('nothing outside of the client is served at %s', async (path) => {
    const { text, status } = await read(path);
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/"workspaces"|root:x:/);
  });

  test('a file that is not there is not the index page', async () => {
    expect((await read('/no-such-file.js')).status).toBe(404);
  });
});

test('errors bring a request id and no inside', async () => {
  const head = await a('head');
  const answer = await askText(gateway, '{ nothingOfTheKind }', { token: head.token });
  expect(codesOf(answer)).toEqual(['INVALID']);
  const [error] = answer.errors;
  expect(Object.keys(error?.extensions ?? {}).sort()).toEqual(['code', 'requestId']);
  expect(Object.keys(error ?? {})).not.toContain('stack');
});

test('a cursor of the account stands in the answer of the viewer', async () => {
  const head = await a('head');
  expect((await head.get(AccountCursorDocument, {})).viewer?.accountCursor).toMatch(/./);
});

// Only services of their own have doors at all.
describe.skipIf(subgraphs.length === 0)('a subgraph that is reached directly', () => {
  test.each(subgraphs)('%s answers nobody but the gateway', async (url) => {
    for (const query of ['{ __typename }', '{ _service { sdl } }']) {
      const answer = await askText(url, query);
      expect([answer.status, answer.data]).toEqual([401, null]);
    }
    for (const path of ['/metrics', '/log']) expect((await read(path, url)).status).toBe(401);
    const head = await a('head');
    expect((await askText(url, '{ __typename }', { token: head.token })).status).toBe(401);
    expect((await read('/health/live', url)).status).toBe(200);
  });
});
