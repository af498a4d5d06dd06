import { buildSubgraphSchema } from '@apollo/subgraph';
import { unavailable } from '@parley/kit';
import type { SubgraphRequest } from '../federation/federation.js';
import { execute, GraphQLError, parse, type ExecutionResult } from 'graphql';
import { beforeEach, expect, test } from 'vitest';
import { coalesced } from './coalesce.js';

const PEOPLE = parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { count: Int }
  type Person @key(fields: "id") { id: ID!  name: String  badge(size: Int): String }
`);

const schema = buildSubgraphSchema([
  {
    typeDefs: PEOPLE,
    resolvers: {
      Query: { count: () => 2 },
      Person: {
        __resolveReference: ({ id }: { id: string }) =>
          id === 'nobody' ? null : { id, name: `Person ${id}` },
        name: ({ id, name }: { id: string; name: string }) => {
          if (id === 'hidden') throw new GraphQLError('Hidden', { extensions: { code: 'NEEDS_VIEWER' } });
          return name;
        },
        badge: ({ id }: { id: string }, { size }: { size?: number }) => `${id}/${String(size)}`,
      },
    },
  },
]);

const NAMES =
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Person { name } } }';
const BADGES =
  'query ($representations: [_Any!]!, $size: Int) { _entities(representations: $representations) { ... on Person { badge(size: $size) } } }';

/** What the subgraph was asked, and whether it answers entities whose id begins with `away`. */
let asked: SubgraphRequest[];
let ask: ReturnType<typeof coalesced>;

beforeEach(() => {
  asked = [];
  ask = coalesced(async (_subgraph, request): Promise<ExecutionResult> => {
    asked.push(request);
    if (idsOf(request).some((id) => id.startsWith('away'))) {
      return { data: null, errors: [new GraphQLError('Away', { path: ['_entities', 0] })] };
    }
    return execute({ schema, document: parse(request.query), variableValues: request.variables });
  });
});

const idsOf = ({ variables }: SubgraphRequest): string[] =>
  ((variables?.['representations'] ?? []) as { id: string }[]).map(({ id }) => id);

/** The question about these people; whoever asks has told equal ones together. */
function about(query: string, ids: readonly string[], more: object = {}): SubgraphRequest {
  const representations = ids.map((id) => ({ __typename: 'Person', id }));
  const keys = representations.map((each) => JSON.stringify(each));
  return { query, keys, variables: { ...more, representations } };
}
const names = (...ids: string[]) => ask('people', about(NAMES, ids));
const entities = ({ data }: ExecutionResult): unknown => data?.['_entities'];

test('who asks in the same turn is answered by one request, each with what they asked for', async () => {
  const [one, other] = await Promise.all([names('a', 'b', 'a'), names('b', 'nobody', 'c')]);
  expect(asked.map(idsOf)).toEqual([['a', 'b', 'nobody', 'c']]);
  expect(one).toEqual({
    data: { _entities: [{ name: 'Person a' }, { name: 'Person b' }, { name: 'Person a' }] },
  });
  expect(other).toEqual({ data: { _entities: [{ name: 'Person b' }, null, { name: 'Person c' }] } });
});

test('nobody shares an object with anybody', async () => {
  const [one, other] = await Promise.all([names('a'), names('a', 'a')]);
  const given = [...(entities(one) as object[]), ...(entities(other) as object[])];
  expect(given).toEqual([{ name: 'Person a' }, { name: 'Person a' }, { name: 'Person a' }]);
  expect(new Set(given).size).toBe(3);
});

test('a later turn is another request', async () => {
  await names('a');
  await names('a');
  expect(asked.map(idsOf)).toEqual([['a'], ['a']]);
});

test('other variables, another text and another subgraph are other requests', async () => {
  const badge = (size: number) => ask('people', about(BADGES, ['a'], { size }));
  const answers = await Promise.all([badge(1), badge(2), names('a'), ask('others', about(NAMES, ['a']))]);
  expect(asked).toHaveLength(4);
  expect(answers.map(entities)).toEqual([
    [{ badge: 'a/1' }],
    [{ badge: 'a/2' }],
    [{ name: 'Person a' }],
    [{ name: 'Person a' }],
  ]);
});

test('an error is told to everybody who asked for its entity, at their own place, and to nobody else', async () => {
  const [one, other, third] = await Promise.all([names('a', 'hidden'), names('b'), names('hidden', 'c')]);
  expect(one.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
    [['_entities', 1, 'name'], 'NEEDS_VIEWER'],
  ]);
  expect(other).toEqual({ data: { _entities: [{ name: 'Person b' }] } });
  expect(third.errors?.map(({ path }) => path)).toEqual([['_entities', 0, 'name']]);
  expect(entities(third)).toEqual([{ name: null }, { name: 'Person c' }]);
});

test('a subgraph that is asked for many is asked for a hundred at once, and what fails concerns those alone', async () => {
  const hundred = Array.from({ length: 100 }, (_, n) => `p${String(n)}`);
  const [all, late, both] = await Promise.all([names(...hundred), names('away-1'), names('p7', 'away-2')]);
  expect(asked.map((request) => idsOf(request).length)).toEqual([100, 2]);
  expect(all.errors).toBeUndefined();
  expect(entities(all)).toHaveLength(100);
  expect([entities(late), late.errors?.map(({ path }) => path)]).toEqual([[null], [['_entities', 0]]]);
  expect(entities(both)).toEqual([{ name: 'Person p7' }, null]);
  expect(both.errors?.map(({ path }) => path)).toEqual([['_entities', 1]]);
});

test('what is no entity is asked as it is, at once', async () => {
  const direct = coalesced((subgraph, { query }) => {
    expect(subgraph).toBe('people');
    return Promise.resolve(execute({ schema, document: parse(query) }));
  });
  expect(await direct('people', { query: '{ count }' })).toEqual({ data: { count: 2 } });
});

test('a question that breaks breaks for everybody', async () => {
  const broken = coalesced(() => Promise.reject(unavailable('Away')));
  const request = about(NAMES, ['a']);
  const outcomes = await Promise.allSettled([broken('people', request), broken('people', request)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
