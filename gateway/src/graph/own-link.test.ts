import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { AppError, newId, sharedCaller, unavailable, type Caller, type OperationRequest } from '@parley/kit';
import { aViewer } from '@parley/kit/testing';
import { ownSdl } from '@parley/schema';
import { execute, type GraphQLError, parse } from 'graphql';
import { beforeEach, expect, test } from 'vitest';
import type { SubgraphLink } from '../subgraph-link/link.js';
import { withOwn } from './own-link.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  interface Node { id: ID! }`;

const IDENTITY = `${LINK}
  interface Guarded { id: ID! viewerCan: [String!]! }
  type Query { one: String }
  type User implements Node & Guarded @key(fields: "id") { id: ID! viewerCan: [String!]! }
  type Team implements Node @key(fields: "id") { id: ID! }`;

const CHAT = `${LINK}
  type Query { other: String }
  type User @key(fields: "id") { id: ID! }
  type Channel implements Node @key(fields: "id") { id: ID! }`;

/** What is there, by id; `unreadable` names whom the viewer may be told of and not read. */
let there: Set<string>;
let unreadable: Set<string>;
let failing: Map<string, GraphQLError>;
let asked: { readonly subgraph: string; readonly request: OperationRequest; readonly caller: Caller }[];
let away: Set<string>;

beforeEach(() => {
  [there, unreadable, away] = [new Set(), new Set(), new Set()];
  [failing, asked] = [new Map(), []];
});

function linkTo(name: string, sdl: string): SubgraphLink {
  const reference = {
    __resolveReference: async ({ id }: { readonly id: string }) => {
      await Promise.resolve();
      const error = failing.get(id);
      if (error) throw error;
      return there.has(id) ? { id, viewerCan: unreadable.has(id) ? [] : ['READ'] } : null;
    },
  };
  const resolvers = { User: reference, Team: reference, Channel: reference };
  const own = Object.fromEntries(Object.entries(resolvers).filter(([type]) => sdl.includes(`type ${type} `)));
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: own as never }]);
  const none = () => {
    throw unavailable('Nothing is followed here');
  };
  return {
    name,
    async execute(request, caller) {
      asked.push({ subgraph: name, request, caller });
      if (away.has(name)) throw unavailable(`${name} does not answer right now`);
      return execute({ schema, document: parse(request.query), variableValues: request.variables });
    },
    subscribe: none,
    authorize: none,
    ready: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}

const { supergraphSdl } = composeServices([
  { name: 'identity', typeDefs: parse(IDENTITY) },
  { name: 'chat', typeDefs: parse(CHAT) },
  { name: 'gateway', typeDefs: parse(ownSdl(['Channel', 'Team', 'User'])) },
]);
const links = [linkTo('identity', IDENTITY), linkTo('chat', CHAT)];
const resetAt = new Date('2026-11-21T12:00:00Z');
/** Everybody's address has spent its last digit, and sessions nothing. */
const rates = {
  standing: ({ viewer: who, ip }: { readonly viewer: object | null; readonly ip: string }) =>
    Promise.resolve(
      who ? { limit: 50, left: 50, resetAt } : { limit: 5, left: 5 - Number(ip.at(-1)), resetAt },
    ),
};
const own = withOwn({ supergraphSdl: supergraphSdl ?? '', links, rates }).get('gateway');

const viewer = aViewer({ id: newId('user') });
const client = { ip: '192.0.2.1', userAgent: 'test', refreshToken: 'a secret' };
const caller: Caller = { viewer, client, internal: false, requestId: 'request-1' };

async function ask(query: string, variables: object = {}, who: Caller = caller) {
  const answer = await own?.execute({ query, variables: { ...variables } }, who, AbortSignal.timeout(5_000));
  const data = JSON.parse(JSON.stringify(answer?.data ?? null)) as Record<string, unknown> | null;
  return { data, errors: answer?.errors?.map(({ path, extensions }) => [path, extensions['code']]) };
}

const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
const nodes = (ids: readonly string[], who?: Caller) => ask(NODES, { ids }, who);

const idsAsked = () =>
  asked.map(({ subgraph, request }) => [
    subgraph,
    (request.variables?.['representations'] as { id: string }[]).map(({ id }) => id),
  ]);

test('each owner is asked once, as the viewer, and answers keep the order they were asked in', async () => {
  const [user, channel, team, other] = [newId('user'), newId('channel'), newId('team'), newId('channel')];
  there = new Set([user, channel, team, other]);
  const { data, errors } = await nodes([channel, user, other, team, user]);
  expect(errors).toBeUndefined();
  expect(data?.['nodes']).toEqual([
    { __typename: 'Channel', id: channel },
    { __typename: 'User', id: user },
    { __typename: 'Channel', id: other },
    { __typename: 'Team', id: team },
    { __typename: 'User', id: user },
  ]);
  expect(idsAsked()).toEqual([
    ['chat', [channel, other]],
    ['identity', [user, team]],
  ]);
  expect(asked.map((each) => [each.caller.viewer?.id, each.caller.client.refreshToken])).toEqual([
    [viewer.id, null],
    [viewer.id, 'a secret'],
  ]);
});

test('several fields of one operation are one question to each owner', async () => {
  const [one, other] = [newId('channel'), newId('channel')];
  there = new Set([one, other]);
  const query =
    'query ($a: ID!, $b: ID!) { a: node(id: $a) { id } b: node(id: $b) { id } c: node(id: $a) { id } }';
  expect((await ask(query, { a: one, b: other })).data).toEqual({
    a: { id: one },
    b: { id: other },
    c: { id: one },
  });
  expect(idsAsked()).toEqual([['chat', [one, other]]]);
});

test.each<[string, () => string]>([
  ['absent', () => newId('user')],
  [
    'there, but not to be read by the viewer',
    () => {
      const id = newId('user');
      there.add(id);
      unreadable.add(id);
      return id;
    },
  ],
  [
    'refused',
    () => {
      const id = newId('channel');
      failing.set(id, new AppError('NOT_FOUND', 'Channel not found'));
      return id;
    },
  ],
  ['of a kind that nobody knows', () => newId('gadget')],
  ['of a kind named like what every object has', () => 'constructor_01h455vb4pex5vsknk084sn02q'],
  ['malformed', () => 'user_no-uuid'],
  ['a prefix alone', () => 'user_'],
  ['of no kind', () => '01h455vb4pex5vsknk084sn02q'],
  ['empty', () => ''],
])('what is %s is null and nothing else', async (_what, makeId) => {
  const id = makeId();
  expect(await ask('query ($id: ID!) { node(id: $id) { __typename id } }', { id })).toEqual({
    data: { node: null },
    errors: undefined,
  });
});

test('a stub that another subgraph has of a type does not make it the owner', async () => {
  const user = newId('user');
  there.add(user);
  await nodes([user]);
  expect(asked.map(({ subgraph }) => subgraph)).toEqual(['identity']);
  expect(asked[0]?.request.query).toContain('... on User { viewerCan }');
});

test('a hundred are read at once, more are refused before anybody is asked', async () => {
  const ids = Array.from({ length: 101 }, () => newId('team'));
  there = new Set(ids);
  const { data } = await nodes(ids.slice(1));
  expect((data?.['nodes'] as { id: string }[]).map(({ id }) => id)).toEqual(ids.slice(1));
  asked = [];
  expect((await nodes(ids)).errors).toEqual([[['nodes'], 'INVALID']]);
  expect(asked).toEqual([]);
});

test('fields that ask for more than a hundred together ask in hundreds', async () => {
  const ids = Array.from({ length: 150 }, () => newId('team'));
  there = new Set(ids);
  const query = 'query ($a: [ID!]!, $b: [ID!]!) { a: nodes(ids: $a) { id } b: nodes(ids: $b) { id } }';
  const { data, errors } = await ask(query, { a: ids.slice(0, 75), b: ids.slice(75) });
  expect([errors, data?.['a'], data?.['b']]).toEqual([
    undefined,
    ids.slice(0, 75).map((id) => ({ id })),
    ids.slice(75).map((id) => ({ id })),
  ]);
  expect(idsAsked().map(([, some]) => some?.length)).toEqual([100, 50]);
});

test('an owner that is away costs its own nodes, each at its place', async () => {
  const [user, channel] = [newId('user'), newId('channel')];
  there = new Set([user, channel]);
  away.add('identity');
  const { data, errors } = await nodes([user, channel]);
  expect(data?.['nodes']).toEqual([null, { __typename: 'Channel', id: channel }]);
  expect(errors).toEqual([[['nodes', 0], 'UNAVAILABLE']]);
});

test('one node that fails at its owner costs itself alone', async () => {
  const [broken, whole] = [newId('channel'), newId('channel')];
  there.add(whole);
  failing.set(broken, unavailable('The database does not answer right now'));
  const { data, errors } = await nodes([broken, whole]);
  expect(data?.['nodes']).toEqual([null, { __typename: 'Channel', id: whole }]);
  expect(errors).toEqual([[['nodes', 0], 'UNAVAILABLE']]);
});

test('strangers and shared executions are told nothing', async () => {
  const user = newId('user');
  there.add(user);
  for (const who of [{ ...caller, viewer: null }, sharedCaller('shared')]) {
    expect(await nodes([user], who)).toEqual({ data: null, errors: [[['nodes'], 'UNAUTHENTICATED']] });
    expect((await ask('query ($id: ID!) { node(id: $id) { id } }', { id: user }, who)).errors).toEqual([
      [['node'], 'UNAUTHENTICATED'],
    ]);
  }
  expect(asked).toEqual([]);
});

test('a caller is told what they may still spend: a session its own, a stranger that of their address', async () => {
  const query = '{ rateLimit { limit remaining resetsAt } }';
  const resetsAt = resetAt.toISOString();
  expect((await ask(query)).data).toEqual({ rateLimit: { limit: 50, remaining: 50, resetsAt } });
  expect((await ask(query, {}, { ...caller, viewer: null })).data).toEqual({
    rateLimit: { limit: 5, remaining: 4, resetsAt },
  });
});
