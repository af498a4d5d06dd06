import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@parley/kit';
import { loadApi } from '@parley/schema';
import { buildSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadTrusted } from '../src/documents/load.js';
import { type Answered, TestGateway } from './gateway.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: sha256(text) } });
const codes = ({ errors }: Answered) => errors?.map(({ extensions }) => extensions['code']) ?? [];

let gateway: TestGateway;
let strict: TestGateway;

beforeAll(async () => {
  [gateway, strict] = await Promise.all([TestGateway.start(), TestGateway.start({ DOCUMENTS: 'trusted' })]);
});
afterAll(() => Promise.all([gateway.stop(), strict.stop()]));

/** Asks over HTTP or over a socket, and gives the code or message of the refusal, or the data. */
const transports = {
  http: async (at: TestGateway, token: string, body: Record<string, unknown>) => {
    const { data, errors } = await at.post(body, { authorization: `Bearer ${token}` });
    return errors?.[0] ?? data;
  },
  socket: async (at: TestGateway, token: string, body: Record<string, unknown>) => {
    const socket = await at.socket().init(token);
    socket.send({ id: '1', type: 'subscribe', payload: { query: '', ...body } });
    const { type, payload } = await socket.next();
    socket.close();
    return type === 'error' ? (payload as Error[])[0] : (payload as { data: Record<string, unknown> }).data;
  },
};

describe.each(['http', 'socket'] as const)('over %s', (transport) => {
  const ask = transports[transport];

  test('a trusted document is named by its hash, in either way', async () => {
    const text = 'query Echo($text: String) {\n  echo(text: $text)\n}';
    const token = await gateway.token();
    const variables = { text: 'hello' };
    for (const name of [{ documentId: `sha256:${sha256(text)}` }, { extensions: persisted(text) }]) {
      expect(await ask(gateway, token, { ...name, variables })).toEqual({ echo: 'hello' });
    }
  });

  test('a text that was given once is named by its hash from then on', async () => {
    const text = `{ echo(text: "kept over ${transport}") }`;
    const token = await gateway.token();
    expect(await ask(gateway, token, { extensions: persisted(text) })).toMatchObject({
      message: 'PersistedQueryNotFound',
      extensions: { code: 'NOT_FOUND' },
    });
    const given = await ask(gateway, token, { query: text, extensions: persisted(text) });
    expect(given).toEqual({ echo: `kept over ${transport}` });
    const other = await gateway.token();
    expect(await ask(gateway, other, { extensions: persisted(text) })).toEqual(given);
    expect(await ask(gateway, other, { documentId: `sha256:${sha256(text)}` })).toEqual(given);
  });

  test.each([
    ['a hash of another text', { query: '{ lonely }', extensions: persisted('{ told }') }, 'extensions'],
    ['a documentId of another text', { query: '{ lonely }', documentId: sha256('{ told }') }, 'documentId'],
    ['no hash', { extensions: { persistedQuery: { version: 1, sha256Hash: 'short' } } }, 'extensions'],
    [
      'another version',
      { extensions: { persistedQuery: { ...persisted('').persistedQuery, version: 2 } } },
      'extensions',
    ],
    ['a documentId that is none', { documentId: 'sha256:0' }, 'documentId'],
    ['neither text nor hash', {}, 'query'],
  ])('%s is INVALID', async (_what, body, field) => {
    expect(await ask(gateway, await gateway.token(), body)).toMatchObject({
      extensions: { code: 'INVALID', field },
    });
  });

  test('in trusted mode only what was reviewed is executed, introspection included', async () => {
    const token = await strict.token();
    expect(await ask(strict, token, { query: 'query Me { viewer { id, }, }' })).toHaveProperty('viewer');
    const refusal = {
      message: 'Only trusted documents are answered here; ask those who run this server to add yours to them',
      extensions: { code: 'FORBIDDEN' },
    };
    for (const text of ['{ posts { text } }', '{ viewer { id __typename } }', '{', getIntrospectionQuery()]) {
      const before = strict.graph.calls.length;
      expect(await ask(strict, token, { query: text })).toMatchObject(refusal);
      expect(await ask(strict, token, { query: text, extensions: persisted(text) })).toMatchObject(refusal);
      expect(await ask(strict, token, { extensions: persisted(text) })).toMatchObject(refusal);
      expect(strict.graph.calls.slice(before).filter(({ query }) => query.includes('posts'))).toEqual([]);
    }
  });
});

test('what does not hold is not kept', async () => {
  const text = '{ viewer { nonsense } }';
  const token = await gateway.token();
  const bearer = { authorization: `Bearer ${token}` };
  expect(codes(await gateway.post({ query: text, extensions: persisted(text) }, bearer))).toEqual([
    'INVALID',
  ]);
  expect(codes(await gateway.post({ extensions: persisted(text) }, bearer))).toEqual(['NOT_FOUND']);
});

test('a link names a query by its hash; a mutation never', async () => {
  const text = '{ echo(text: "by link") }';
  const token = await gateway.token();
  const bearer = { authorization: `Bearer ${token}` };
  await gateway.post({ query: text, extensions: persisted(text) }, bearer);
  const extensions = encodeURIComponent(JSON.stringify(persisted(text)));
  const named = [`extensions=${extensions}`, `documentId=sha256:${sha256(text)}`];
  for (const by of named) {
    const answer = await gateway.get(`/graphql?${by}`, bearer);
    expect(await answer.json()).toMatchObject({ data: { echo: 'by link' } });
  }
  const change = await gateway.get(`/graphql?documentId=${sha256('mutation SignIn {\n  signIn\n}')}`, bearer);
  expect(change.status).toBe(405);
  await change.arrayBuffer();
});

describe('a stranger', () => {
  const post = (body: object) => gateway.post(body);

  test.each([
    ['a hash', { documentId: `sha256:${sha256('query Whoami {\n  viewer {\n    id\n  }\n}')}` }],
    ['its text', { query: 'query Whoami {\n  viewer {\n    id\n  }\n}' }],
    ['another layout', { query: '# who\nquery   Whoami{viewer{id,},}' }],
    ['no name', { query: '{ viewer { id } }' }],
    ['another name', { query: 'query Me { viewer { id } }', operationName: 'Me' }],
  ])('sends a published document by %s', async (_how, body) => {
    expect((await post(body)).data).toEqual({ viewer: null });
  });

  test.each([
    ['another field', '{ viewer { id __typename } }'],
    ['a second operation', 'query Whoami { viewer { id } } query Other { posts { id } }'],
    ['a second field', 'query Whoami { viewer { id } told }'],
    ['a directive', 'query Whoami @skip(if: false) { viewer { id } }'],
    ['a string instead', '"query Whoami{viewer{id}}"'],
    ['a text of 200,000 characters', `{ ${'viewer { id } '.repeat(14_000)} }`],
    ['introspection', '{ __schema { types { name } } }'],
  ])('sends nothing else: %s', async (_what, query) => {
    const answer = await post({ query, extensions: persisted(query) });
    expect([answer.status, codes(answer), answer.data]).toEqual([401, ['UNAUTHENTICATED'], undefined]);
  });

  test('is not answered what is trusted but asks for more than what is published', async () => {
    const before = gateway.graph.calls.length;
    const answer = await post({ query: 'query Posts {\n  posts {\n    id\n  }\n}' });
    expect([answer.status, answer.errors?.[0]?.message]).toEqual([401, 'Sign in first']);
    expect(gateway.graph.calls.length).toBe(before);
  });

  test('sends nothing that others had kept', async () => {
    const text = '{ posts { text } }';
    const token = await gateway.token();
    await gateway.post({ query: text, extensions: persisted(text) }, { authorization: `Bearer ${token}` });
    const answer = await post({ extensions: persisted(text) });
    expect([answer.status, codes(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
  });

  test('has nothing kept', async () => {
    const text = '# mine\n{ viewer { id } }';
    expect((await post({ query: text, extensions: persisted(text) })).status).toBe(200);
    expect(codes(await post({ extensions: persisted(text) }))).toEqual(['NOT_FOUND']);
  });
});

describe('what is loaded at the start', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-documents-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('holds in our graph, and each document is one', () => {
    const api = buildSchema(loadApi());
    const trusted = loadTrusted();
    expect(trusted.length).toBeGreaterThan(60);
    for (const { text, name } of trusted) expect([name, validate(api, parse(text))]).toEqual([name, []]);
    expect(trusted.every(({ text, hash }) => sha256(text) === hash)).toBe(true);
  });

  test('is added to by operators, in files and manifests', async () => {
    const body = 'query Theirs { viewer { id } }';
    const operations = [{ id: sha256(body), name: 'Theirs', type: 'query', body }];
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    await writeFile(join(folder, 'a.json'), JSON.stringify(manifest));
    await writeFile(
      join(folder, 'b.graphql'),
      'query One { viewer { ...Id } } query Two { __typename } fragment Id on Viewer { id }',
    );
    const added = loadTrusted(folder).slice(loadTrusted().length);
    expect(added.map(({ name, kind }) => [name, kind])).toEqual([
      ['Theirs', 'query'],
      ['One', 'query'],
      ['Two', 'query'],
    ]);
    expect(added[1]?.text).toContain('fragment Id');
    expect(added[2]?.text).not.toContain('fragment Id');
  });

  test.each([
    ['no JSON', 'x.json', '{'],
    ['another format', 'x.json', '{"format":"relay"}'],
    [
      'a hash that is not the text’s',
      'x.json',
      '{"format":"apollo-persisted-query-manifest","operations":[{"id":"00","body":"query A { __typename }"}]}',
    ],
    ['no GraphQL', 'x.graphql', 'query {'],
    ['an operation without a name', 'x.graphql', '{ viewer { id } }'],
  ])('is not %s', async (_what, name, text) => {
    const bad = await mkdtemp(join(folder, 'bad-'));
    await writeFile(join(bad, name), text);
    expect(() => loadTrusted(bad)).toThrow(ConfigError);
  });

  test('is not a folder that is not there', () => {
    expect(() => loadTrusted(join(folder, 'nowhere'))).toThrow(/cannot be read/);
  });
});

describe('operators', () => {
  interface Report {
    readonly name: string;
    readonly hash: string | null;
    readonly trusted: boolean;
    readonly count: number;
    readonly errors: number;
    readonly apps: Record<string, number>;
    readonly ms: { readonly p50: number | null; readonly p99: number | null };
  }
  const reports = async (at: TestGateway, headers = {}) =>
    ((await (await at.get('/metrics/documents', headers)).json()) as { documents: Report[] }).documents;

  test('read how each document is run, and by which program', async () => {
    const counted = await TestGateway.start();
    const bearer = { authorization: `Bearer ${await counted.token()}` };
    const asking = { ...bearer, 'x-parley-client': 'dashboard 2.1' };
    for (let n = 0; n < 3; n += 1) await counted.post({ query: '{ viewer { id } }' }, asking);
    await counted.post({ query: '{ viewer { id } }' }, { ...bearer, 'x-parley-client': 'é'.repeat(3) });
    await counted.post({ query: 'query Mine { crash }' }, { ...bearer, 'apollographql-client-name': 'mine' });
    await counted.post({ query: '{ nonsense }' }, bearer);
    const found = await reports(counted);
    expect(found).toMatchObject([
      { name: 'Whoami', trusted: true, count: 4, errors: 0, apps: { 'dashboard 2.1': 3, '(unnamed)': 1 } },
      { name: '(others)', hash: null, trusted: false, count: 1, errors: 1, apps: { mine: 1 } },
      { name: 'Mine', hash: sha256('query Mine { crash }'), count: 1, errors: 1 },
    ]);
    expect(found[0]?.ms.p99).toBeGreaterThan(0);
    const numbers = await (await counted.get('/metrics')).text();
    expect(numbers).toMatch(/parley_gateway_operation_seconds_count\{operation="Whoami",errors="false"\} \d/);
    expect(numbers).not.toMatch(/operation="Mine"/);
    await counted.stop();
  });

  test('count streams over a socket too', async () => {
    const counted = await TestGateway.start();
    const socket = await counted.socket({ 'x-parley-client': 'bot' }).init(await counted.token());
    socket.subscribe('1', 'subscription Follow { postAdded(room: "r") { id } }');
    await expect
      .poll(async () => (await reports(counted)).find(({ name }) => name === 'Follow'))
      .toMatchObject({ count: 1, ms: { p50: null }, apps: { bot: 1 } });
    socket.close();
    await counted.stop();
  });

  test('keep them to themselves', async () => {
    const counted = await TestGateway.start({ METRICS_TOKEN: 'a token for those who operate this' });
    expect((await counted.get('/metrics/documents')).status).toBe(403);
    const authorization = 'Bearer a token for those who operate this';
    expect((await counted.get('/metrics/documents', { authorization })).status).toBe(200);
    await counted.stop();
  });
});
