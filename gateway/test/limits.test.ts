import { randomUUID } from 'node:crypto';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestGateway } from './gateway.js';

let gateway: TestGateway;
let token: string;

beforeAll(async () => {
  gateway = await TestGateway.start();
  token = await gateway.token();
});
afterAll(() => gateway.stop());

const nested = (depth: number) => `{ person(id: "1") ${'{ boss '.repeat(depth)}{ id }${' }'.repeat(depth)} }`;
const repeat = (times: number, text: (n: number) => string) =>
  Array.from({ length: times }, (_, n) => text(n)).join(' ');
const fan = repeat(
  30,
  (n) => `fragment F${String(n)} on Person { ...F${String(n + 1)} boss { ...F${String(n + 1)} } }`,
);

test.each([
  ['depth', 12, 14, nested(12)],
  ['aliases', 30, 31, `{ viewer { ${repeat(31, (n) => `a${String(n)}: id`)} } }`],
  [
    'aliases',
    30,
    31,
    `{ ${repeat(1, () => 'viewer { id }')} viewer { ${repeat(31, (n) => `t${String(n)}: __typename`)} } }`,
  ],
  ['root fields', 10, 11, `{ ${repeat(11, () => 'told')} }`],
  ['directives', 20, 21, `{ viewer { ${repeat(21, () => 'id @include(if: true)')} } }`],
  ['fragments', 40, 41, `{ viewer { id } } ${repeat(41, (n) => `fragment G${String(n)} on Viewer { id }`)}`],
  ['tokens', 2_000, 'more than 2000', `{ viewer { ${'id '.repeat(2_000)} } }`],
  ['page size (first)', 100, 101, '{ people(first: 101) { nodes { id } } }'],
])('%s: %i at most, %s is refused', async (limit, allowed, asked, query) => {
  const { status, errors } = await gateway.ask(token, query);
  expect(status).toBe(400);
  const refusal = errors?.find(({ extensions }) => extensions['limit'] === limit);
  expect(refusal?.message).toBe(
    `The limit of ${limit} is ${String(allowed)}; this asks for ${String(asked)}`,
  );
  expect(refusal?.extensions).toMatchObject({ code: 'INVALID', limit, allowed, asked });
});

test('what is within the limits is answered', async () => {
  expect((await gateway.ask(token, nested(10))).status).toBe(200);
  expect((await gateway.ask(token, `{ viewer { ${repeat(30, (n) => `a${String(n)}: id`)} } }`)).status).toBe(
    200,
  );
});

test('tools of people who are signed in may read the schema', async () => {
  const { status, extensions } = await gateway.ask(token, getIntrospectionQuery());
  // Fifty for the schema, and reading a document of 1,900 characters.
  expect([status, extensions?.cost.requested]).toEqual([200, 69]);
});

test('cost multiplies by the page that is asked for, also by a variable', async () => {
  const query = 'query ($first: Int) { people(first: $first) { nodes { boss { id } } } }';
  expect((await gateway.ask(token, query, { first: 10 })).extensions?.cost.requested).toBe(21);
  expect((await gateway.ask(token, query)).extensions?.cost.requested).toBe(101);
  expect((await gateway.ask(token, '{ everybody { id } }')).extensions?.cost.requested).toBe(2);
});

test('what costs too much is not begun', async () => {
  const query = `{ people(first: 100) { nodes { ${repeat(26, (n) => `b${String(n)}: boss { boss { id } }`)} } } }`;
  const before = gateway.graph.calls.length;
  const { status, errors } = await gateway.ask(token, query);
  expect([status, errors?.[0]?.extensions]).toMatchObject([
    400,
    { code: 'TOO_COSTLY', limit: 'cost', allowed: 5_000, asked: 5_301 },
  ]);
  expect(gateway.graph.calls.slice(before).filter(({ query: text }) => text.includes('people'))).toEqual([]);
});

test.each([
  ['3,000 levels', `${'{ viewer '.repeat(3_000)}${'}'.repeat(3_000)}`, {}],
  ['fragments that fan out', `{ person(id: "1") { ...F0 } } ${fan} fragment F30 on Person { id }`, {}],
  [
    'fragments in a circle',
    '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }',
    {},
  ],
  ['100,000 values', 'query ($n: [Int!]) { echo(numbers: $n) }', { n: new Array(100_000).fill(1) }],
  ['a NUL in a variable', 'query ($t: String) { echo(text: $t) }', { t: 'a\0b' }],
  ['a NUL in the document', '{ echo(text: "a\\u0000b") }', {}],
  ['a lone surrogate', 'query ($t: String) { echo(text: $t) }', { t: '\ud800' }],
  [
    'a key that reaches for a prototype',
    'query ($j: JSON) { echo(any: $j) }',
    { j: { constructor: { prototype: 1 } } },
  ],
  ['a variable of the wrong type', 'query ($n: [Int!]) { echo(numbers: $n) }', { n: 'x' }],
  ['a variable that is missing', 'query ($n: ID!) { person(id: $n) { id } }', {}],
])('%s are INVALID', async (_what, query, variables) => {
  const { status, errors } = await gateway.ask(token, query, variables);
  expect(status).toBe(400);
  expect(new Set(errors?.map(({ extensions }) => extensions['code']))).toEqual(new Set(['INVALID']));
});

test.each([
  ['1e400', '{"query":"query ($n: [Int!]) { echo(numbers: $n) }","variables":{"n":[1e400]}}'],
  ['1e400 in JSON', '{"query":"query ($j: JSON) { echo(any: $j) }","variables":{"j":1e400}}'],
  [
    '__proto__',
    '{"query":"query ($j: JSON) { echo(any: $j) }","variables":{"j":{"__proto__":{"admin":true}}}}',
  ],
  [
    'deep JSON',
    `{"query":"query ($j: JSON) { echo(any: $j) }","variables":{"j":${'['.repeat(9_000)}${']'.repeat(9_000)}}}`,
  ],
])('%s on the wire is INVALID', async (_what, body) => {
  const { status, errors } = await gateway.post(body, { authorization: `Bearer ${token}` });
  expect([status, errors?.[0]?.extensions['code']]).toEqual([400, 'INVALID']);
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});

test('who asks too much is told when to come back', async () => {
  const small = await TestGateway.start({ RATE_SESSION_PER_MINUTE: 20, RATE_ANONYMOUS_PER_MINUTE: 3 });
  const credential = await small.token();
  expect((await small.ask(credential, '{ posts { id } }')).extensions?.cost.left).toBe(15);
  expect((await small.ask(credential, '{ posts { author { id } } }')).extensions?.cost.left).toBe(5);
  const refused = await small.ask(credential, '{ posts { author { id } } }');
  expect([refused.status, refused.errors?.[0]?.extensions['code']]).toEqual([429, 'RATE_LIMITED']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const statuses = [];
  for (let n = 0; n < 5; n++) statuses.push((await small.ask(null, '{')).status);
  expect(statuses).toEqual([401, 401, 401, 429, 429]);
  await small.stop();
});

const REDIS_URL = process.env['TEST_REDIS_URL'];

test.runIf(REDIS_URL)('gateways that share a Redis share the count', async () => {
  const config = { REDIS_URL, RATE_SESSION_PER_MINUTE: 20 };
  const [one, other] = await Promise.all([TestGateway.start(config), TestGateway.start(config)]);
  const spendInTurn = async () => {
    const viewer = { id: `user_${randomUUID()}`, sessionId: randomUUID() };
    const spend = async (at: TestGateway) =>
      (await at.ask(await at.token(viewer), '{ posts { id } }')).extensions?.cost.left;
    return [await spend(one), await spend(other), await spend(one)];
  };
  // Until its connection stands, a gateway counts by itself.
  await expect.poll(spendInTurn, { timeout: 5_000 }).toEqual([15, 10, 5]);
  await Promise.all([one.stop(), other.stop()]);
});

test('an answer that does not come in time is UNAVAILABLE', { timeout: 15_000 }, async () => {
  const { data, errors } = await gateway.ask(token, '{ slow lonely }');
  expect(data).toEqual({ slow: null, lonely: 'nothing' });
  expect(errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
    [['slow'], 'UNAVAILABLE'],
  ]);
});
