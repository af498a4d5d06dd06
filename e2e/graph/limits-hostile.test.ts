import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askText, codesOf, graphqlOf, headersOf } from '../client/ask.js';
import { Person } from '../client/person.js';
import { OneMessageDocument, SendMessageDocument } from '../generated/graphql.js';
import { aKey } from '../people.js';
import { aChannel, gateway, gateways, say } from '../product.js';
import { transports } from './limits-transports.js';

let person: Person;
beforeAll(async () => {
  person = await Person.signIn(gateways, 'viviane.achterberg@northgate.ac.uk');
});
afterAll(() => person[Symbol.asyncDispose]());

const nested = (field: string, inner: string, depth: number): string =>
  `${`${field} { `.repeat(depth)}${inner}${' }'.repeat(depth)}`;
const times = (count: number, part: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ');

test.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain'])(
  'a form of another site (%s) is refused',
  async (type) => {
    const body = new TextEncoder().encode(JSON.stringify({ query: '{ viewer { id } }' }));
    const headers = { 'content-type': type };
    const response = await fetch(graphqlOf(gateway), { method: 'POST', headers, body });
    expect(response.status).toBe(415);
    await response.arrayBuffer();
  },
);

test('a link never changes anything', async () => {
  const url = new URL(graphqlOf(gateway));
  const key = '00000000-0000-4000-8000-000000000000';
  url.searchParams.set('query', `mutation M { signOut(input: { key: "${key}" }) { id } }`);
  const response = await fetch(url, { headers: headersOf({ token: person.token }) });
  expect(response.status).toBe(405);
  await response.arrayBuffer();
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
const sending = 'mutation M($input: SendMessageInput!) { sendMessage(input: $input) { id } }';
const input = (fields: string): string =>
  `{"query":${JSON.stringify(sending)},"variables":{"input":{${fields}}}}`;

const hostile: readonly (readonly [string, string])[] = [
  ['a document 3,000 deep', JSON.stringify({ query: deep })],
  ['fragments that spread each other by powers of two', JSON.stringify({ query: fanOut })],
  [
    'a fragment inside itself',
    JSON.stringify({ query: '{ viewer { ...A } } fragment A on Viewer { ...A }' }),
  ],
  [
    '100,000 elements in a variable',
    JSON.stringify({ query: sending, variables: { input: Array(100_000).fill(1) } }),
  ],
  ['100,000 lists inside of each other', input(`"channelId":${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
  [
    'keys that reach for prototypes',
    `{"query":${JSON.stringify(sending)},"variables":{"__proto__":{"a":1}}}`,
  ],
  [
    'a number beyond all bounds',
    '{"query":"query Q($n: Int) { users(first: $n) { nodes { id } } }","variables":{"n":1e400}}',
  ],
  ['a lone surrogate', input('"channelId":"\\ud800","text":"x","key":"y"')],
  ['a NUL', input('"channelId":"a\\u0000","text":"x","key":"y"')],
  ['a NUL in the document', JSON.stringify({ query: '{ user(id: "a\\u0000") { id } }' })],
  ['no GraphQL at all', JSON.stringify({ query: '}{ not graphql' })],
  ['no JSON at all', '{"query":'],
  ['null', 'null'],
  ['a document that is a number', '{"query":5}'],
  ['variables that are a list', '{"query":"{ viewer { id } }","variables":[1]}'],
  ['an operation that is not there', '{"query":"query A { viewer { id } }","operationName":"B"}'],
  ['a field of the federation', '{"query":"{ _service { sdl } }"}'],
  ['an entity by representation', '{"query":"{ _entities(representations: []) { __typename } }"}'],
  ['a hidden field', '{"query":"query($c: String!) { passport(credential: $c) }","variables":{"c":"x"}}'],
];

describe.each(transports)(
  'over %s what is hostile is refused, and nothing of the inside is told:',
  (_name, send) => {
    test.each(hostile)('%s', async (_what, request) => {
      const told = await send(gateway, person.token, request);
      const codes = new Set(told.errors.map(({ extensions }) => extensions['code']));
      // Where the message itself is none, the protocol of sockets knows only closing.
      const isClosed = told.status === 4400;
      expect([...codes]).toEqual(isClosed ? [] : ['INVALID']);
      expect(isClosed || told.status === 200 || (told.status >= 400 && told.status < 500)).toBe(true);
      expect(told.data).toBeNull();
      expect(JSON.stringify(told.errors)).not.toMatch(
        /node_modules|\bat .*\.[jt]s:|select .* from|postgres|\/subgraphs\//i,
      );
      expect(await send(gateway, person.token, '{"query":"{ viewer { id } }"}')).toMatchObject({
        errors: [],
      });
    });
  },
);

test('an id that is not one is simply not there', async () => {
  for (const id of ["'; drop table message; --", '../../etc/passwd', 'message_', '💥', 'x'.repeat(10_000)]) {
    const answer = await person.ask(OneMessageDocument, { id });
    expect(answer.status).toBeLessThan(500);
    expect(answer.data?.message ?? null).toBeNull();
  }
  const channelId = await aChannel(person);
  expect((await say(person, channelId, "'; drop table message; --")).text).toBe("'; drop table message; --");
});

test('a text that is too long is refused by its field', async () => {
  const channelId = await aChannel(person);
  const answer = await person.ask(SendMessageDocument, {
    input: { channelId, text: 'x'.repeat(100_000), key: aKey() },
  });
  expect(answer.errors).toMatchObject([{ extensions: { code: 'INVALID', field: 'text' } }]);
});
