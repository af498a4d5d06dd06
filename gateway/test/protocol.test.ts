import { request, type IncomingHttpHeaders } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestGateway } from './gateway.js';

/** Tables say what is asked and what comes back; the specification of September 2026 says why. */
let gateway: TestGateway;
let token: string;

beforeAll(async () => {
  gateway = await TestGateway.start({ CORS_ORIGINS: 'https://app.example, https://other.example/' });
  token = await gateway.token();
});
afterAll(() => gateway.stop());

interface Told {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Telling {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly to?: TestGateway;
}

/** Unlike fetch it sends no header that is not named here. */
async function tell({
  method = 'POST',
  path = '/graphql',
  headers = {},
  body,
  to = gateway,
}: Telling): Promise<Told> {
  const all = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers };
  const { promise, resolve, reject } = Promise.withResolvers<Told>();
  const asked = request(`${to.url}${path}`, { method, headers: all }, (response) => {
    void textOf(response).then((read) => {
      const { statusCode: status = 0, statusMessage: reason = '' } = response;
      resolve({ status, reason, headers: response.headers, body: read });
    }, reject);
  });
  asked.once('error', reject);
  asked.end(body);
  return promise;
}

const asking = (query: string): string => JSON.stringify({ query });
const OK = asking('{ viewer { id } }');
const PARTIAL = asking('{ crash viewer { id } }');
const query = (parameters: Record<string, string>) =>
  `/graphql?${new URLSearchParams(parameters).toString()}`;
const NEW = 'application/graphql-response+json';
const OLD = 'application/json';
const typeOf = ({ headers }: Told) => headers['content-type'];

describe('the type of the answer', () => {
  test.each<[string | undefined, number, string]>([
    [undefined, 200, OLD],
    ['*/*', 200, OLD],
    ['application/*', 200, OLD],
    [NEW, 200, NEW],
    [`${NEW}; charset=utf-8, application/json; charset=utf-8`, 200, NEW],
    [`${NEW};q=0.5, application/json`, 200, OLD],
    [`application/json;q=0.1, ${NEW};q=0.9`, 200, NEW],
    [`application/json, ${NEW};q=0, */*;q=0.1`, 200, OLD],
    [`${NEW};q=0, */*`, 200, OLD],
    ['APPLICATION/JSON', 200, OLD],
    ['text/html, */*;q=0.1', 200, OLD],
    ['application/json;q=0', 406, OLD],
    ['text/html', 406, OLD],
    ['text/*', 406, OLD],
    ['application/json;charset=iso-8859-1', 406, OLD],
    ['', 406, OLD],
    [';;,,q=1', 406, OLD],
  ])('of %j is %i %s', async (accept, status, type) => {
    const told = await tell({ body: OK, headers: accept === undefined ? {} : { accept } });
    expect([told.status, typeOf(told)]).toEqual([status, `${type}; charset=utf-8`]);
  });

  test.each<[string, string, string, string]>([
    ['all of it', OK, '200 200 200', `${NEW} ${OLD} ${OLD}`],
    ['part of it', PARTIAL, '294 200 200', `${NEW} ${OLD} ${OLD}`],
    ['a syntax error', asking('{'), '400 200 400', `${NEW} ${OLD} ${NEW}`],
    ['an unknown field', asking('{ x }'), '400 200 400', `${NEW} ${OLD} ${NEW}`],
    [
      'a variable of the wrong type',
      JSON.stringify({ query: 'query ($n: [Int!]) { echo(numbers: $n) }', variables: { n: 'x' } }),
      '400 200 400',
      `${NEW} ${OLD} ${NEW}`,
    ],
    [
      'no such operation',
      JSON.stringify({ query: '{ told }', operationName: 'x' }),
      '400 200 400',
      `${NEW} ${OLD} ${NEW}`,
    ],
    ['a subscription', asking('subscription { forbidden { id } }'), '400 200 400', `${NEW} ${OLD} ${NEW}`],
    ['no JSON', '{"query"', '400 400 400', `${NEW} ${OLD} ${NEW}`],
    ['no query', '{"qeury":"{ told }"}', '400 400 400', `${NEW} ${OLD} ${NEW}`],
  ])('with %s', async (_what, body, statuses, types) => {
    const all = await Promise.all([NEW, OLD, '*/*'].map((accept) => tell({ body, headers: { accept } })));
    expect(all.map(({ status }) => String(status)).join(' ')).toBe(statuses);
    expect(all.map((told) => typeOf(told)?.split(';')[0]).join(' ')).toBe(types);
    for (const told of all) {
      const { data, errors } = JSON.parse(told.body) as { data?: unknown; errors?: unknown };
      // Data is there exactly where something was executed.
      expect(data !== undefined).toBe([OK, PARTIAL].includes(body));
      expect(errors === undefined).toBe(body === OK);
    }
  });

  test('part of it says so in the reason too', async () => {
    expect((await tell({ body: PARTIAL, headers: { accept: NEW } })).reason).toBe('Partial Success');
  });

  test('who may not ask is told how to', async () => {
    const told = await tell({
      body: asking('{ posts { id } }'),
      headers: { authorization: 'Bearer nothing' },
    });
    expect([told.status, told.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  });
});

describe('what may be sent', () => {
  test.each<[string, Record<string, string>, number]>([
    ['JSON', { 'content-type': 'application/json' }, 200],
    ['JSON in UTF-8', { 'content-type': 'application/json;charset="UTF-8"' }, 200],
    ['JSON with a parameter', { 'content-type': 'Application/JSON; profile=x' }, 200],
    ['JSON in another encoding', { 'content-type': 'application/json; charset=utf-16' }, 415],
    ['the type of answers', { 'content-type': NEW }, 415],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a form with a file', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['plain text', { 'content-type': 'text/plain' }, 415],
    ['GraphQL by itself', { 'content-type': 'application/graphql' }, 415],
    ['nothing that is named', { 'content-type': '' }, 415],
    ['something compressed', { 'content-encoding': 'gzip' }, 415],
  ])('%s: %j gets %i', async (_what, headers, status) => {
    const told = await tell({ body: OK, headers });
    expect(told.status).toBe(status);
    if (status === 415) expect(told.headers['accept-post'] ?? told.headers['accept-encoding']).toBeTruthy();
  });

  test.each<[string, string | Buffer, number]>([
    ['with a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(OK)]), 200],
    ['that is no UTF-8', Buffer.from(OK.replace('viewer', 'v\xff'), 'latin1'), 400],
    [
      'with an overlong encoding',
      Buffer.concat([Buffer.from('{"query":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
      400,
    ],
    ['of UTF-16', Buffer.from(OK, 'utf16le'), 400],
    ['that is empty', '', 400],
    ['that is null', 'null', 400],
    ['that is a list', `[${OK}]`, 400],
    ['that is a text', '"{ viewer { id } }"', 400],
    ['with an operation name that is empty', '{"query":"{ viewer { id } }","operationName":""}', 200],
    ['with a map of extensions', '{"query":"{ viewer { id } }","extensions":{"a":{"b":1}}}', 200],
    ['with a list of extensions', '{"query":"{ viewer { id } }","extensions":[]}', 400],
    ['with more than is known', '{"query":"{ viewer { id } }","more":[1]}', 200],
    [
      'with nulls for what is not needed',
      '{"query":"{ viewer { id } }","operationName":null,"variables":null,"extensions":null}',
      200,
    ],
    ['with key __proto__', '{"query":"{ viewer { id } }","__proto__":{"query":1}}', 200],
  ])('a body %s', async (_what, body, status) => {
    expect((await tell({ body })).status).toBe(status);
  });
});

describe('how it may be asked', () => {
  const path = query({ query: '{ viewer { id } }' });

  test.each(['PUT', 'DELETE', 'PATCH', 'QUERY'])('not by %s', async (method) => {
    const told = await tell({ method });
    expect([told.status, told.headers.allow]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
  });

  test('by GET: the answer may be kept by who asked, and is asked for again before it is used', async () => {
    const first = await tell({ method: 'GET', path });
    expect(first.status).toBe(200);
    expect(first.headers).toMatchObject({ 'cache-control': 'private, no-cache' });
    expect(first.headers.vary).toMatch(/Accept, Authorization/);
    const etag = first.headers.etag ?? '';
    const again = await tell({ method: 'GET', path, headers: { 'if-none-match': etag } });
    expect([again.status, again.body, again.headers.etag]).toEqual([304, '', etag]);
    const other = await tell({ method: 'GET', path, headers: { 'if-none-match': 'W/"other"' } });
    expect([other.status, other.headers.etag]).toEqual([200, etag]);
    const someoneElse = { authorization: `Bearer ${await gateway.token()}`, 'if-none-match': etag };
    expect((await tell({ method: 'GET', path, headers: someoneElse })).status).toBe(200);
  });

  test.each([
    ['by POST', { body: OK }],
    ['in part', { method: 'GET', path: query({ query: '{ crash viewer { id } }' }) }],
    ['with a refusal', { method: 'GET', path: query({ query: '{' }) }],
  ])('what is answered %s is kept by nobody', async (_what, telling) => {
    const { headers } = await tell(telling);
    expect([headers['cache-control'], headers.etag]).toEqual(['no-store', undefined]);
  });

  test('by GET with variables, a name and extensions', async () => {
    const parameters = {
      query: 'query A($t: String) { echo(text: $t) } query B { told }',
      operationName: 'A',
    };
    const good = { ...parameters, variables: '{"t":"ä"}', extensions: '{}' };
    expect(JSON.parse((await tell({ method: 'GET', path: query(good) })).body)).toMatchObject({
      data: { echo: 'ä' },
    });
    const bad: readonly Record<string, string>[] = [
      { variables: '{' },
      { variables: '[1]' },
      { extensions: '"x"' },
      { operationName: 'C' },
      { documentId: 'sha256:0' },
      { extensions: '{"persistedQuery":{"version":2}}' },
    ];
    for (const each of bad) {
      expect((await tell({ method: 'GET', path: query({ ...parameters, ...each }) })).status).toBe(400);
    }
    expect((await tell({ method: 'GET' })).status).toBe(400);
  });

  test('by HEAD: as by GET, without the body', async () => {
    const [head, get] = [await tell({ method: 'HEAD', path }), await tell({ method: 'GET', path })];
    expect([head.status, head.body, head.headers.etag]).toEqual([200, '', get.headers.etag]);
  });

  test.each(['GET', 'HEAD'])('a mutation by %s changes nothing and is 405', async (method) => {
    const before = gateway.graph.calls.length;
    const told = await tell({ method, path: query({ query: 'mutation { signIn }' }) });
    expect([told.status, told.headers.allow]).toEqual([405, 'POST']);
    expect(gateway.graph.calls.slice(before).filter((call) => call.query.includes('signIn'))).toEqual([]);
  });
});

describe('pages of other sites', () => {
  const from = (origin: string) => ({ origin, 'access-control-request-method': 'POST' });

  test('that are named may call with a token, never with cookies', async () => {
    const asked = await tell({ method: 'OPTIONS', headers: from('https://app.example') });
    expect(asked.status).toBe(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-methods': 'GET, HEAD, POST',
      'access-control-allow-headers': 'accept, authorization, content-type, if-none-match',
      vary: 'Origin',
    });
    const answered = await tell({ body: OK, headers: { origin: 'https://other.example' } });
    expect(answered.headers['access-control-allow-origin']).toBe('https://other.example');
    for (const { headers } of [asked, answered]) {
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    }
  });

  test.each(['https://evil.example', 'https://app.example.evil.example', 'http://app.example', 'null'])(
    'such as %s may not',
    async (origin) => {
      const asked = await tell({ method: 'OPTIONS', headers: from(origin) });
      const answered = await tell({ body: OK, headers: { origin } });
      expect(asked.status).toBe(204);
      for (const { headers } of [asked, answered]) {
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    },
  );

  test('may not where nothing is configured, and all may where that is', async () => {
    const ours = await TestGateway.start();
    const closed = await tell({ to: ours, method: 'OPTIONS', headers: from('https://app.example') });
    expect([closed.status, closed.headers.allow]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
    expect(closed.headers['access-control-allow-origin']).toBeUndefined();
    await ours.stop();
    const open = await TestGateway.start({ CORS_ORIGINS: '*' });
    const { headers } = await tell({ to: open, body: OK, headers: { origin: 'https://any.example' } });
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    await open.stop();
  });

  test('that are named may open sockets, others may not', async () => {
    const app = await gateway.socket({ origin: 'https://app.example' }).init(token);
    app.close();
    expect((await gateway.socket({ origin: 'https://evil.example' }).closed).reason).toContain('403');
  });
});
