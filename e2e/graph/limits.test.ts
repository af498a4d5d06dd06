import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { graphqlOf } from '../client/ask.js';
import { Person } from '../client/person.js';
import { aChannel, gateway, gateways, say } from '../product.js';
import { AROUND, transports, type Told } from './limits-transports.js';

/** Nobody else's tests sign in as her: how many connections she has is known. */
const HERSELF = 'meiling.chen@northgate.ac.uk';
const page = readFileSync(join(import.meta.dirname, '../../docs/guide/limits.md'), 'utf8');

let person: Person;
beforeAll(async () => {
  person = await Person.signIn(gateways, HERSELF);
});
afterAll(() => person[Symbol.asyncDispose]());

/** `a { a { … } }`; `close` ends what one level opens. */
const nested = (field: string, inner: string, depth: number, close = '}'): string =>
  `${`${field} { `.repeat(depth)}${inner}${` ${close}`.repeat(depth)}`;
const times = (count: number, part: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ');
const ids = (count: number): string => 'id '.repeat(count);
/** Lists inside of each other. */
const lists = (depth: number): unknown => (depth === 0 ? 1 : [lists(depth - 1)]);

interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

const viewer = (fields: string, more = ''): Asked => ({ query: `{ viewer { ${fields} } } ${more}` });
/** Different ones, since many of one name are a limit of their own. */
const LEAVES = [
  'id',
  'displayName',
  'kind',
  'locale',
  'country',
  'state',
  'timeZone',
  'title',
  'version',
  'bio',
];
const leaves = (count: number): Asked =>
  viewer(`user { ${times(count, (n) => LEAVES[n % LEAVES.length] ?? 'id')} }`);
const within = (depth: number, inner: string): Asked =>
  viewer(`user { ${nested('viewerDirectChannel { createdBy', inner, depth, '} }')} }`);
const aliased = (count: number): Asked =>
  viewer(`${times(count - 1, (n) => `a${String(n)}: id`)} t: __typename`);
const fragments = (count: number): Asked =>
  viewer(
    times(count, (n) => `...F${String(n)}`),
    times(count, (n) => `fragment F${String(n)} on Viewer { id }`),
  );
/** Forty times 124 fields, `viewer` itself, and so many more. */
const spread = (more: number): Asked =>
  viewer(`${'...All '.repeat(40)} ${ids(more)}`, `fragment All on Viewer { ${ids(124)} }`);
const paged = (size: 'first' | 'last', count: number): Asked => ({
  query: `query ($count: Int) { users(${size}: $count) { nodes { id } } }`,
  variables: { count },
});
const filled = (filler: unknown): Asked => ({ query: '{ viewer { id } }', variables: { filler } });
/** 4,961 points and one more than the second page has items. */
const costing = (more: number): Asked => ({
  query: `{
    a: users(first: 10) { nodes { teams { members(first: 97) { nodes { id } } } } }
    b: users(first: ${String(more)}) { nodes { id } }
  }`,
});

interface Row {
  readonly limit: string;
  readonly size: number;
  /** Exactly as much as is allowed. */
  readonly fits: Asked;
  /** One more. */
  readonly exceeds: Asked;
  readonly asked: number | string;
  readonly code?: string;
}

const rows: readonly Row[] = [
  // Eight stand around them.
  { limit: 'tokens', size: 2_000, fits: leaves(1_992), exceeds: leaves(1_993), asked: 'more than 2000' },
  {
    limit: 'comparisons',
    size: 500_000,
    // Two for each pair of them: 499,142, and 500,556.
    fits: viewer(ids(707)),
    exceeds: viewer(ids(708)),
    asked: 'more than 500000',
  },
  {
    limit: 'depth',
    size: 12,
    fits: within(4, 'viewerDirectChannel { id }'),
    exceeds: within(5, 'id'),
    asked: 13,
  },
  { limit: 'aliases', size: 30, fits: aliased(30), exceeds: aliased(31), asked: 31 },
  {
    limit: 'root fields',
    size: 10,
    fits: { query: `{ ${'__typename '.repeat(10)} }` },
    exceeds: { query: `{ ${'__typename '.repeat(11)} }` },
    asked: 11,
  },
  {
    limit: 'directives',
    size: 20,
    fits: viewer('id @include(if: true) '.repeat(20)),
    exceeds: viewer('id @include(if: true) '.repeat(21)),
    asked: 21,
  },
  { limit: 'fragments', size: 40, fits: fragments(40), exceeds: fragments(41), asked: 41 },
  { limit: 'selections', size: 5_000, fits: spread(39), exceeds: spread(40), asked: 5_001 },
  {
    limit: 'page size (first)',
    size: 100,
    fits: paged('first', 100),
    exceeds: paged('first', 101),
    asked: 101,
  },
  { limit: 'page size (last)', size: 100, fits: paged('last', 100), exceeds: paged('last', 101), asked: 101 },
  {
    limit: 'values in variables',
    size: 10_000,
    // The list and the variables themselves are values too.
    fits: filled(Array(9_998).fill(1)),
    exceeds: filled(Array(9_999).fill(1)),
    asked: 'more than 10000',
  },
  {
    limit: 'depth of variables',
    size: 32,
    fits: filled(lists(31)),
    exceeds: filled(lists(32)),
    asked: 'more than 32',
  },
  { limit: 'cost', size: 5_000, fits: costing(38), exceeds: costing(39), asked: 5_001, code: 'TOO_COSTLY' },
];

/** Tests of their own below. */
const OTHERS = ['body', 'subscriptions of one socket', 'connections of one user'];

test('every limit that is published is tried here', () => {
  const published = [...page.matchAll(/^\| (`[^|]+`) \| [\d,]+[^|]* \|/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
  expect([...rows.map(({ limit }) => limit), ...OTHERS].sort()).toEqual(published.sort());
});

const limitsOf = ({ errors }: Told): unknown[] =>
  errors.flatMap(({ extensions: { limit } }) => (limit === undefined ? [] : [limit]));

describe.each(transports)('over %s', (_name, send) => {
  const sendAs = (request: Asked): Promise<Told> => send(gateway, person.token, JSON.stringify(request));

  test.each(rows)('$limit: $size fit, one more is refused', async (row) => {
    const fits = await sendAs(row.fits);
    expect(limitsOf(fits)).toEqual([]);
    expect(fits.status).toBeLessThan(300);
    expect(fits.data).not.toBeNull();
    const exceeds = await sendAs(row.exceeds);
    const refusal = exceeds.errors.find(({ extensions }) => extensions['limit'] === row.limit);
    expect(refusal?.message).toBe(
      `The limit of ${row.limit} is ${String(row.size)}; this asks for ${String(row.asked)}`,
    );
    const { limit, size: allowed, asked, code = 'INVALID' } = row;
    expect(refusal?.extensions).toMatchObject({ code, limit, allowed, asked });
    expect(exceeds.data).toBeNull();
  });

  test('an operation says what it cost by what was asked for, and by what was found', async () => {
    const channelId = await aChannel(person);
    for (const text of ['one', 'two', 'three']) await say(person, channelId, text);
    const [, query = ''] = /```graphql\n(query Newest[^`]+)```/.exec(page) ?? [];
    const ask = () => sendAs({ query, variables: { channelId } });
    // The first time the document is read, which costs a little.
    await ask();
    const { cost, errors } = await ask();
    expect(errors).toEqual([]);
    expect(cost).toMatchObject({ requested: 42, spent: 8, limit: 5_000 });
    expect(Object.keys(cost ?? {})).toEqual(['requested', 'spent', 'limit', 'left', 'restorePerSecond']);
  });

  test('several operations in one array are refused', async () => {
    const told = await send(gateway, person.token, '[{"query":"{ viewer { id } }"}]');
    expect([400, 4400]).toContain(told.status);
    expect(told.data).toBeNull();
  });
});

const LARGEST = 262_144;
/** A request of exactly that many bytes. */
function sized(bytes: number): string {
  const request = { query: '{ viewer { id } }', extensions: { filler: '' } };
  request.extensions.filler = 'x'.repeat(bytes - JSON.stringify(request).length);
  return JSON.stringify(request);
}

test.each(transports)('a body of 256 KiB fits over %s, one byte more does not', async (name, send) => {
  const isSocket = name === 'a WebSocket';
  const room = LARGEST - (isSocket ? AROUND : 0);
  expect(await send(gateway, person.token, sized(room))).toMatchObject({ status: 200, errors: [] });
  const refused = await send(gateway, person.token, sized(room + 1));
  expect(refused.status).toBe(isSocket ? 1009 : 413);
  const extensions = { code: 'INVALID', limit: 'body', allowed: LARGEST, asked: LARGEST + 1 };
  if (!isSocket) expect(refused.errors).toMatchObject([{ extensions }]);
});

/** A socket that said who it is, or the code that it was closed with. */
async function greeted(token: string): Promise<WebSocket | number> {
  const socket = new WebSocket(graphqlOf(gateway).replace('http', 'ws'), 'graphql-transport-ws');
  const { promise, resolve } = Promise.withResolvers<WebSocket | number>();
  socket.on('open', () => {
    socket.send(JSON.stringify({ type: 'connection_init', payload: { token } }));
  });
  socket.once('message', () => {
    resolve(socket);
  });
  socket.on('close', resolve);
  return promise;
}

test('connections of one user: ten fit, sockets and streams together; one more of either is refused', async () => {
  const sockets = [];
  for (let n = 0; n < 10; n += 1) sockets.push(await greeted(person.token));
  expect(sockets.filter((socket) => typeof socket === 'number')).toEqual([]);
  expect(await greeted(person.token)).toBe(4429);
  const [, , events] = transports;
  const stream = JSON.stringify({ query: 'subscription { viewerEvents { __typename } }' });
  const told = await events?.[1](gateway, person.token, stream);
  const limit = { code: 'INVALID', limit: 'connections of one user', allowed: 10, asked: 11 };
  expect(told?.errors).toMatchObject([{ extensions: limit }]);
  for (const socket of sockets) if (typeof socket !== 'number') socket.terminate();
});

test('operations of one socket: a hundred fit, one more is refused and the others live on', async () => {
  // The sockets of the test before may still be counted for a moment.
  let socket: WebSocket | number = 0;
  while (typeof socket === 'number') socket = await greeted(person.token);
  const seen: { readonly id?: string; readonly type: string; readonly payload?: unknown }[] = [];
  const line = socket;
  const refused = new Promise<void>((resolve) => {
    line.on('message', (message: Buffer) => {
      const frame = JSON.parse(message.toString()) as (typeof seen)[number];
      seen.push(frame);
      if (frame.type === 'error') resolve();
    });
  });
  const payload = { query: 'subscription { viewerEvents { __typename } }' };
  for (let n = 0; n <= 100; n += 1) line.send(JSON.stringify({ id: String(n), type: 'subscribe', payload }));
  await refused;
  const extensions = { code: 'INVALID', limit: 'subscriptions of one socket', allowed: 100, asked: 101 };
  expect(seen.filter(({ type }) => type === 'error')).toMatchObject([
    { id: '100', payload: [{ extensions }] },
  ]);
  line.terminate();
});
