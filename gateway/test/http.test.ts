import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestGateway, type Answered } from './gateway.js';

let gateway: TestGateway;
let token: string;

beforeAll(async () => {
  gateway = await TestGateway.start();
  token = await gateway.token();
});
afterAll(() => gateway.stop());

const codes = ({ errors }: Answered) => errors?.map(({ extensions }) => extensions['code']);
const bearer = () => ({ authorization: `Bearer ${token}` });

test('a query over two subgraphs is answered, and says what it cost', async () => {
  const { status, data, extensions, headers } = await gateway.ask(
    token,
    '{ viewer { id } posts { author { name } } }',
  );
  expect(status).toBe(200);
  expect((data?.['posts'] as unknown[])[1]).toEqual({ author: { name: 'Person p1' } });
  expect(extensions?.cost).toMatchObject({ requested: 11, limit: 5_000 });
  expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
});

test('each entity is asked for once, at most a hundred at a time', async () => {
  const before = gateway.graph.calls.length;
  await gateway.ask(token, '{ posts { author { name } } }');
  const batches = gateway.graph.calls.slice(before).filter(({ subgraph }) => subgraph === 'identity');
  const sizes = batches.flatMap(({ variables }) => {
    const { representations } = variables as { representations?: unknown[] };
    return representations ? [representations.length] : [];
  });
  expect(sizes).toEqual([100, 50]);
});

test.each([
  ['a syntax error', '{', 400, 'INVALID'],
  ['an unknown field', '{ nonsense }', 400, 'INVALID'],
  ['two operations and no name', 'query A { viewer { id } } query B { viewer { id } }', 400, 'INVALID'],
  ['a subscription without a stream', 'subscription { forbidden { id } }', 400, 'INVALID'],
])('%s is refused', async (_what, query, status, code) => {
  const answer = await gateway.ask(token, query);
  expect(answer.status).toBe(status);
  expect(codes(answer)).toEqual([code]);
  expect(answer.data).toBeUndefined();
});

test.each([
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'query={viewer{id}}', 415],
  ['plain text', { 'content-type': 'text/plain' }, '{"query":"{viewer{id}}"}', 415],
  ['no JSON', {}, '{"query"', 400],
  ['an array of operations', {}, '[{"query":"{viewer{id}}"}]', 400],
  ['no query', {}, '{}', 400],
  ['variables that are a list', {}, '{"query":"{viewer{id}}","variables":[1]}', 400],
  ['a body beyond the limit', {}, `{"query":"{viewer{id}}","variables":{"a":"${'x'.repeat(262_144)}"}}`, 413],
  ['an accept that nothing fits', { accept: 'image/png' }, '{"query":"{viewer{id}}"}', 406],
])('%s is refused over POST', async (_what, headers, body, status) => {
  const answer = await gateway.post(body, { ...bearer(), ...headers });
  expect(answer.status).toBe(status);
  expect(codes(answer)).toEqual(['INVALID']);
});

test.each([
  ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
  [
    'application/graphql-response+json, application/json;q=0.9',
    'application/graphql-response+json; charset=utf-8',
  ],
  ['application/json', 'application/json; charset=utf-8'],
  ['*/*', 'application/json; charset=utf-8'],
])('who accepts %s is answered in %s', async (accept, type) => {
  const { headers } = await gateway.post({ query: '{ viewer { id } }' }, { ...bearer(), accept });
  expect(headers.get('content-type')).toBe(type);
});

test('queries are answered by GET, mutations are not', async () => {
  const query = await gateway.get('/graphql?query=%7Bviewer%7Bid%7D%7D', bearer());
  expect([query.status, await query.json()]).toMatchObject([
    200,
    { data: { viewer: { id: expect.any(String) as string } } },
  ]);
  const mutation = await gateway.get('/graphql?query=mutation%7Bpost(text%3A%22a%22)%7Bid%7D%7D', bearer());
  expect([mutation.status, mutation.headers.get('allow')]).toEqual([405, 'POST']);
  expect(gateway.graph.calls.some(({ query: text }) => text.includes('post('))).toBe(false);
});

test.each([
  ['{ posts { id } }', 401],
  ['{ viewer { id } __schema { types { name } } }', 401],
  ['{ viewer { id __typename } }', 401],
  ['{', 401],
  ['{ __type(name: "Query") { name } }', 401],
  ['query { ...Hidden } fragment Hidden on Query { posts { id } }', 401],
  ['{ viewer { id } }', 200],
  ['{ __typename }', 200],
])('a stranger asks %s and gets %i', async (query, status) => {
  expect((await gateway.ask(null, query)).status).toBe(status);
});

test('a stranger gets no suggestions', async () => {
  const { errors } = await gateway.ask(null, '{ viewer { idd } }');
  expect(errors?.[0]?.message).toBe('Sign in first: without a session only published documents are answered');
});

test('a forged or foreign token makes a stranger', async () => {
  const answer = await gateway.ask(`${token.slice(0, -4)}AAAA`, '{ posts { id } }');
  expect([answer.status, codes(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
  expect((await gateway.post({ query: '{ posts { id } }' }, { authorization: 'Basic YTpi' })).status).toBe(
    401,
  );
});

test('only identity sees the refresh cookie, and only its cookies are set', async () => {
  const cookie = { ...bearer(), cookie: 'a=b; parley_refresh=old-one' };
  const read = await gateway.post({ query: '{ told lonely }' }, cookie);
  expect(read.data).toEqual({ told: 'old-one', lonely: 'nothing' });
  expect(read.headers.get('set-cookie')).toBeNull();
  const { headers } = await gateway.post({ query: 'mutation { signIn }' });
  expect(headers.get('set-cookie')).toBe(
    'parley_refresh=fresh; Path=/graphql; Max-Age=60; HttpOnly; SameSite=Strict',
  );
});

test('what was not foreseen is masked; nothing of it leaves', async () => {
  const answer = await gateway.ask(token, '{ crash viewer { id } }');
  expect(answer.status).toBe(200);
  expect(answer.errors).toEqual([
    {
      message: 'Something went wrong; it was logged under the request id',
      path: ['crash'],
      extensions: { code: 'INTERNAL', requestId: answer.headers.get('x-request-id') },
    },
  ]);
  expect(answer.data?.['viewer']).not.toBeNull();
});

test('headers that speak for a viewer or address are not believed', async () => {
  await gateway.post(
    { query: '{ viewer { id } }' },
    { ...bearer(), 'x-user-id': 'user_x', 'x-forwarded-for': '9.9.9.9' },
  );
  const { caller } = gateway.graph.calls.findLast(({ query }) => query.includes('viewer')) ?? {};
  expect(caller?.client.ip).toBe('127.0.0.1');
  expect(caller?.viewer?.id).not.toBe('user_x');
});

test('our own proxy is believed, up to the first address that is not ours', async () => {
  const behind = await TestGateway.start({ TRUST_PROXY: '127.0.0.0/8, 10.1.2.3' });
  const header = {
    authorization: `Bearer ${await behind.token()}`,
    'x-forwarded-for': '6.6.6.6, 8.8.8.8, 10.1.2.3',
  };
  await behind.post({ query: '{ viewer { id } }' }, header);
  expect(behind.graph.calls.at(-1)?.caller.client.ip).toBe('8.8.8.8');
  await behind.stop();
});

test('our own proxy is believed about the country, and nobody else is', async () => {
  const said = async (gateway: TestGateway, country: string): Promise<string | undefined> => {
    const header = { authorization: `Bearer ${await gateway.token()}`, 'x-country': country };
    await gateway.post({ query: '{ viewer { id } }' }, header);
    return gateway.graph.calls.at(-1)?.caller.client.country;
  };
  const behind = await TestGateway.start({ TRUST_PROXY: '127.0.0.0/8', COUNTRY_HEADER: 'X-Country' });
  expect(await said(behind, 'ke')).toBe('KE');
  for (const none of ['XX', 'T1', 'Kenya', '<b>', '']) expect(await said(behind, none)).toBeUndefined();
  await behind.stop();
  const exposed = await TestGateway.start({ COUNTRY_HEADER: 'X-Country' });
  expect(await said(exposed, 'KE')).toBeUndefined();
  await exposed.stop();
  const untold = await TestGateway.start({ TRUST_PROXY: '127.0.0.0/8' });
  expect(await said(untold, 'KE')).toBeUndefined();
  await untold.stop();
});

test('a subgraph that is down costs its own fields only', async () => {
  const half = await TestGateway.start();
  half.graph.down.add('chat');
  const answer = await half.ask(await half.token(), '{ viewer { id } lonely }');
  expect(answer.data).toMatchObject({ lonely: null, viewer: { id: expect.any(String) as string } });
  expect(answer.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
    [['lonely'], 'UNAVAILABLE'],
  ]);
  await half.stop();
});

test('while identity is down nobody is signed out', async () => {
  const half = await TestGateway.start();
  const credential = await half.token();
  half.graph.down.add('identity');
  const answer = await half.ask(credential, '{ lonely }');
  expect([answer.status, codes(answer)]).toEqual([503, ['UNAVAILABLE']]);
  await half.stop();
});

test('every answer carries the security headers', async () => {
  const { headers } = await gateway.ask(token, '{ viewer { id } }');
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
  });
  expect(headers.get('strict-transport-security')).toBeNull();
});

test('health tells what is ready', async () => {
  expect((await gateway.get('/health/live')).status).toBe(200);
  const half = await TestGateway.start();
  expect((await half.get('/health/ready')).status).toBe(200);
  half.graph.down.add('chat');
  const ready = await half.get('/health/ready');
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: 'unavailable', subgraphs: { identity: 'ready', chat: 'unavailable' } },
  ]);
  await half.stop();
});

test('metrics are for this machine, or for whoever has the token', async () => {
  expect((await gateway.get('/metrics')).status).toBe(200);
  expect((await gateway.get('/metrics', { 'x-forwarded-for': '1.2.3.4' })).status).toBe(403);
  const secret = 'a token that is long enough to be one';
  const closed = await TestGateway.start({ METRICS_TOKEN: secret });
  expect((await closed.get('/metrics')).status).toBe(403);
  expect((await closed.get('/metrics', { authorization: `Bearer ${secret}` })).status).toBe(200);
  await closed.stop();
});
