import { describe, expect, test } from 'vitest';
import { askText, codesOf, graphqlOf, headersOf, post } from '../client/ask.js';
import { OneMessageDocument, SendMessageDocument } from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannel, gateway, say } from '../product.js';

/** `a { a { … } }`; `close` ends what one level opens. */
const nested = (field: string, inner: string, depth: number, close = '}'): string =>
  `${`${field} { `.repeat(depth)}${inner}${` ${close}`.repeat(depth)}`;

const times = (count: number, part: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => part(n)).join('\n');

describe('a document is refused as INVALID, and told which limit, when it', () => {
  test.each<[string, string, string]>([
    [
      'is deeper than 12',
      `{ viewer { user { ${nested('viewerDirectChannel { createdBy', 'id', 6, '} }')} } } }`,
      'depth',
    ],
    ['has more than 30 aliases', `{ viewer { ${times(31, (n) => `a${String(n)}: id`)} } }`, 'aliases'],
    ['has more than 10 root fields', `{ ${times(11, (n) => `f${String(n)}: __typename`)} }`, 'root fields'],
    [
      'has more than 20 directives',
      `{ viewer { id ${times(21, () => '@include(if: true)')} } }`,
      'directives',
    ],
    [
      'has more than 40 fragments',
      `{ viewer { ${times(41, (n) => `...F${String(n)}`)} } } ${times(41, (n) => `fragment F${String(n)} on Viewer { id }`)}`,
      'fragments',
    ],
    ['has more than 2,000 tokens', `{ viewer { ${times(2_100, () => 'id')} } }`, 'tokens'],
    ['asks for pages of more than 100', '{ users(first: 101) { nodes { id } } }', 'page size (first)'],
  ])('%s', async (_what, document, limit) => {
    const head = await a('head');
    const answer = await askText(gateway, document, { token: head.token });
    expect(answer.status).toBe(400);
    expect(codesOf(answer)).toContain('INVALID');
    const told = answer.errors.map(({ extensions }) => extensions['limit']);
    expect(told).toContain(limit);
    expect(answer.data).toBeNull();
  });
});

test('an operation that costs too much is told what it costs', async () => {
  const head = await a('head');
  const document = `{ channels(first: 100) { nodes { members(first: 100) { nodes { user { id } } } } } }`;
  const answer = await askText(gateway, document, { token: head.token });
  expect(codesOf(answer)).toEqual(['TOO_COSTLY']);
  expect(answer.errors[0]?.extensions).toMatchObject({ limit: 'cost', allowed: 5_000 });
});

test('an answer says what it cost', async () => {
  const head = await a('head');
  const answer = await askText(gateway, '{ viewer { id } }', { token: head.token });
  expect(answer.extensions['cost']).toMatchObject({ limit: 5_000 });
});

describe('over HTTP', () => {
  test('a body of more than 256 KiB is refused with 413', async () => {
    const head = await a('head');
    const body = JSON.stringify({
      query: '{ viewer { id } }',
      variables: { filler: 'x'.repeat(256 * 1024) },
    });
    const answer = await post(gateway, body, { token: head.token });
    expect(answer.status).toBe(413);
    expect(codesOf(answer)).toEqual(['INVALID']);
  });

  test('several operations in one array are refused', async () => {
    const head = await a('head');
    const answer = await post(gateway, JSON.stringify([{ query: '{ viewer { id } }' }]), {
      token: head.token,
    });
    expect([answer.status, codesOf(answer)]).toEqual([400, ['INVALID']]);
  });

  test('a link never changes anything', async () => {
    const head = await a('head');
    const url = new URL(graphqlOf(gateway));
    url.searchParams.set(
      'query',
      'mutation M { signOut(input: { key: "00000000-0000-4000-8000-000000000000" }) { id } }',
    );
    const response = await fetch(url, { headers: headersOf({ token: head.token }) });
    expect(response.status).toBe(405);
    await response.arrayBuffer();
  });

  test.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain'])(
    'a form of another site (%s) is refused',
    async (type) => {
      const body = new TextEncoder().encode(JSON.stringify({ query: '{ viewer { id } }' }));
      const response = await fetch(graphqlOf(gateway), {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      await response.arrayBuffer();
    },
  );
});

describe('callers without a session', () => {
  test.each([
    '{ users(first: 5) { nodes { id } } }',
    '{ channels(first: 5) { nodes { id } } }',
    '{ __schema { types { name } } }',
    '{ user(id: "user_00000000000000000000000001") { displayName } }',
  ])('do not ask %s', async (query) => {
    const answer = await askText(gateway, query);
    expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
    expect(answer.data).toBeNull();
  });

  test('are not helped to guess names', async () => {
    const answer = await askText(gateway, '{ viewr { id } }');
    expect(JSON.stringify(answer.errors)).not.toMatch(/did you mean/i);
  });
});

const deep = `{ ${nested('viewer', 'id', 3_000)} }`;
const fanOut = `{ viewer { ...F0 } } ${times(39, (n) => `fragment F${String(n)} on Viewer { ...F${String(n + 1)} ...F${String(n + 1)} }`)} fragment F39 on Viewer { id }`;
const send = 'mutation M($input: SendMessageInput!) { sendMessage(input: $input) { id } }';

describe('what is hostile gets a 4xx and nothing of the inside', () => {
  test.each<[string, string]>([
    ['a document 3,000 deep', JSON.stringify({ query: deep })],
    ['fragments that spread each other by powers of two', JSON.stringify({ query: fanOut })],
    [
      'a fragment inside itself',
      JSON.stringify({ query: '{ viewer { ...A } } fragment A on Viewer { ...A }' }),
    ],
    [
      '100,000 elements in a variable',
      JSON.stringify({ query: send, variables: { input: Array(100_000).fill(1) } }),
    ],
    ['keys that reach for prototypes', `{"query":${JSON.stringify(send)},"variables":{"__proto__":{"a":1}}}`],
    [
      'a number beyond all bounds',
      `{"query":"query Q($n: Int) { users(first: $n) { nodes { id } } }","variables":{"n":1e400}}`,
    ],
    [
      'a lone surrogate',
      `{"query":${JSON.stringify(send)},"variables":{"input":{"channelId":"\\ud800","text":"x","key":"y"}}}`,
    ],
    [
      'a NUL byte',
      `{"query":${JSON.stringify(send)},"variables":{"input":{"channelId":"a\\u0000","text":"x","key":"y"}}}`,
    ],
    ['no GraphQL at all', JSON.stringify({ query: '}{ not graphql' })],
    ['no JSON at all', '{"query":'],
    ['null', 'null'],
    ['an empty body', ''],
    ['a document that is a number', '{"query":5}'],
    ['variables that are a list', '{"query":"{ viewer { id } }","variables":[1]}'],
    ['an operation that is not there', '{"query":"query A { viewer { id } }","operationName":"B"}'],
    ['a field of the federation', '{"query":"{ _service { sdl } }"}'],
    ['an entity by representation', '{"query":"{ _entities(representations: []) { __typename } }"}'],
    ['a hidden field', '{"query":"query($c: String!) { passport(credential: $c) }","variables":{"c":"x"}}'],
  ])('%s', async (_what, body) => {
    const head = await a('head');
    const answer = await post(gateway, body, { token: head.token });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(codesOf(answer).length).toBeGreaterThan(0);
    expect(JSON.stringify(answer.errors)).not.toMatch(
      /node_modules|\bat .*\.[jt]s:|select .* from|postgres|\/subgraphs\//i,
    );
  });

  test('an id that is not one is simply not there', async () => {
    const head = await a('head');
    for (const id of [
      "'; drop table message; --",
      '../../etc/passwd',
      'message_',
      '💥',
      'x'.repeat(10_000),
    ]) {
      const answer = await head.ask(OneMessageDocument, { id });
      expect(answer.status).toBeLessThan(500);
      expect(answer.data?.message ?? null).toBeNull();
    }
    const channelId = await aChannel(head);
    expect((await say(head, channelId, "'; drop table message; --")).text).toBe("'; drop table message; --");
  });

  test('a text that is too long is refused by its field', async () => {
    const head = await a('head');
    const channelId = await aChannel(head);
    const input = { channelId, text: 'x'.repeat(100_000), key: aKey() };
    const answer = await head.ask(SendMessageDocument, { input });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'INVALID', field: 'text' } }]);
  });
});
