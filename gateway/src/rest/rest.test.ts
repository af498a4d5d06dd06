import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestGateway } from '../../test/gateway.js';
import { operationsIn } from '../documents/load.js';

const FOLDER = fileURLToPath(new URL('testing', import.meta.url));
const THINGS = join(FOLDER, 'things.graphql');
const PARTS = {
  restFolder: FOLDER,
  documents: [
    ...operationsIn(readFileSync(THINGS, 'utf8'), THINGS),
    ...operationsIn('mutation SignIn { signIn }', 'the published documents', true),
  ],
};
const KEY = '7b5a3d1c-9e2f-4b6a-8c1d-0f3e5a7b9c2d';

let gateway: TestGateway;
let token: string;

beforeAll(async () => {
  gateway = await TestGateway.start({}, '/nowhere', PARTS);
  token = await gateway.token();
});
afterAll(() => gateway.stop());

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly token?: string | null;
}

async function ask(path: string, { method, headers, body, token: other }: Asked = {}) {
  const bearer = other === undefined ? token : other;
  const response = await fetch(`${gateway.url}/rest/${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const value = text === '' ? null : (JSON.parse(text) as Readonly<Record<string, unknown>>);
  return { status: response.status, headers: response.headers, text, value };
}

test('a query is answered without its wrapping, and says what is left to spend', async () => {
  const { status, value, headers } = await ask('person?id=p7');
  expect([status, value]).toEqual([200, { id: 'p7', name: 'Person p7' }]);
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(headers.get('cache-control')).toBe('private, no-cache');
  expect(headers.get('ratelimit-policy')).toMatch(/^"points";q=\d+;w=60$/);
  expect(headers.get('ratelimit')).toMatch(/^"points";r=\d+;t=\d+$/);
});

test('a single value keeps its name', async () => {
  expect((await ask('echo?text=a%20b&numbers=1&numbers=-2')).value).toEqual({ echo: 'a b' });
});

test('what is known already is not sent again', async () => {
  const first = await ask('person?id=p7');
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^W\/".+"$/);
  const again = await ask('person?id=p7', { headers: { 'if-none-match': `"other", ${etag}` } });
  expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
  expect((await ask('person?id=p8', { headers: { 'if-none-match': etag } })).status).toBe(200);
});

test('HEAD has the headers of GET and no body', async () => {
  const [get, head] = [await ask('person?id=p7'), await ask('person?id=p7', { method: 'HEAD' })];
  expect([head.status, head.text]).toEqual([200, '']);
  for (const name of ['etag', 'content-length', 'content-type']) {
    expect(head.headers.get(name)).toBe(get.headers.get(name));
  }
});

test('a mutation takes its parameters as JSON, and its cookies are for here', async () => {
  const renamed = await ask('rename', { body: '{"id":"p7","name":"Ada"}' });
  expect([renamed.status, renamed.value]).toEqual([200, { id: 'p7', name: 'Ada' }]);
  expect([renamed.headers.get('etag'), renamed.headers.get('cache-control')]).toEqual([null, 'no-store']);
  const { headers } = await ask('signIn', { body: '', token: null });
  expect(headers.get('set-cookie')).toBe(
    'parley_refresh=fresh; Path=/rest; Max-Age=60; HttpOnly; SameSite=Strict',
  );
});

test.each([
  ['an operation that is not on the list', 'nothing', {}, 404, 'NOT_FOUND', undefined],
  ['one that the schema does not answer', 'missing', {}, 404, 'NOT_FOUND', undefined],
  ['a property that every object has', 'constructor', {}, 404, 'NOT_FOUND', undefined],
  ['a parameter that is missing', 'person', {}, 400, 'INVALID', 'id'],
  ['a parameter that is unknown', 'person?id=p7&nmae=x', {}, 400, 'INVALID', 'nmae'],
  ['a parameter given twice', 'person?id=p7&id=p8', {}, 400, 'INVALID', 'id'],
  ['a number that is none', 'echo?numbers=1&numbers=x', {}, 400, 'INVALID', 'numbers.1'],
  ['a number beyond all bounds', 'echo?numbers=9999999999', {}, 400, 'INVALID', 'numbers.0'],
  ['a parameter of a mutation in its address', 'rename?id=p7', { body: '{}' }, 400, 'INVALID', 'id'],
  ['a body that is no JSON', 'rename', { body: '{' }, 400, 'INVALID', 'body'],
  ['a body that is no object', 'rename', { body: '[]' }, 400, 'INVALID', 'body'],
  ['a value of another type', 'rename', { body: '{"id":"p7","name":7}' }, 400, 'INVALID', 'name'],
  ['a value that is unknown', 'rename', { body: '{"id":"p7","name":"A","x":1}' }, 400, 'INVALID', 'x'],
  ['a text with a NUL', 'person?id=%00', {}, 422, 'INVALID', 'variables.id'],
  ['a stranger', 'me', { token: null }, 401, 'UNAUTHENTICATED', undefined],
  ['a token that is none', 'me', { token: 'nonsense' }, 401, 'UNAUTHENTICATED', undefined],
  ['a mutation by GET', 'rename', {}, 405, 'INVALID', 'method'],
  ['a query by POST', 'me', { body: '{}' }, 405, 'INVALID', 'method'],
  ['an accept that nothing fits', 'me', { headers: { accept: 'text/csv' } }, 406, 'INVALID', 'accept'],
  ['what nobody foresaw', 'crash', {}, 500, 'INTERNAL', undefined],
] as const)('%s is refused with a problem', async (_what, path, asked, status, code, field) => {
  const { value, headers, ...answer } = await ask(path, asked);
  expect([answer.status, value?.['code'], value?.['field']]).toEqual([status, code, field]);
  expect(value?.['status']).toBe(status);
  expect(value?.['requestId']).toBe(headers.get('x-request-id'));
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(answer.text).not.toMatch(/SELECT|\/srv\//);
});

test('a refusal says what else to do', async () => {
  expect((await ask('rename')).headers.get('allow')).toBe('POST');
  expect((await ask('me', { body: '{}' })).headers.get('allow')).toBe('GET, HEAD');
  expect((await ask('me', { token: null })).headers.get('www-authenticate')).toMatch(/^Bearer/);
});

test.each([
  ['application/x-www-form-urlencoded', 'id=p7&name=A'],
  ['text/plain', '{"id":"p7","name":"A"}'],
])('a form of another site, sent as %s, changes nothing', async (type, body) => {
  const before = gateway.graph.calls.length;
  expect((await ask('rename', { body, headers: { 'content-type': type } })).status).toBe(415);
  expect(gateway.graph.calls.slice(before).filter(({ query }) => query.includes('rename('))).toEqual([]);
});

test('a part that is away is named, and the rest is answered', async () => {
  // Whose token it is must be known before those who know are away.
  await ask('person?id=p7');
  gateway.graph.down.add('identity');
  const { status, value, headers } = await ask('posts');
  const away = await ask('person?id=p7');
  gateway.graph.down.delete('identity');
  expect([status, (value?.['posts'] as unknown[])[0]]).toEqual([200, { id: '0', author: { name: null } }]);
  expect(headers.get('incomplete')).toMatch(
    /^"posts\.0\.author";code=UNAVAILABLE, "posts\.\d+\.author";code=UNAVAILABLE$/,
  );
  expect([headers.get('etag'), headers.get('cache-control')]).toEqual([null, 'no-store']);
  expect([away.status, away.value?.['code'], away.headers.get('retry-after')]).toEqual([
    503,
    'UNAVAILABLE',
    '1',
  ]);
});

test('an Idempotency-Key is a UUID', async () => {
  const body = '{"id":"p7","name":"Ada"}';
  const bad = await ask('rename', { body, headers: { 'idempotency-key': 'again' } });
  expect([bad.status, bad.value?.['field']]).toEqual([400, 'idempotency-key']);
  for (const key of [KEY, `"${KEY}"`]) {
    const { headers } = await ask('rename', { body, headers: { 'idempotency-key': key } });
    expect(headers.get('idempotency-key')).toBe(KEY);
  }
});

test('who spends too much is told how long to wait', async () => {
  const small = await TestGateway.start({ RATE_SESSION_PER_MINUTE: 3 }, '/nowhere', PARTS);
  const bearer = { authorization: `Bearer ${await small.token()}` };
  const answers = [];
  for (let n = 0; n < 5; n += 1) answers.push(await fetch(`${small.url}/rest/me`, { headers: bearer }));
  await small.stop();
  const refused = answers.find(({ status }) => status === 429);
  expect(await refused?.json()).toMatchObject({
    code: 'RATE_LIMITED',
    retryAfterSeconds: expect.any(Number) as number,
  });
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused?.headers.get('ratelimit')).toMatch(/^"points";r=0;/);
});

test('the description lists what is offered, and is not sent twice', async () => {
  const first = await ask('openapi.json', { token: null });
  expect(Object.keys(first.value?.['paths'] as object).toSorted()).toEqual(
    ['me', 'person', 'posts', 'echo', 'crash', 'told', 'signIn', 'rename']
      .map((name) => `/rest/${name}`)
      .toSorted(),
  );
  const etag = first.headers.get('etag') ?? '';
  expect((await ask('openapi.json', { headers: { 'if-none-match': etag } })).status).toBe(304);
});
