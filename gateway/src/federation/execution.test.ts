import { composeServices } from '@apollo/composition';
import type { OperationRequest } from '@parley/kit';
import { GraphQLError, parse, type ExecutionResult } from 'graphql';
import { beforeEach, expect, test } from 'vitest';
import type { Outcome, Variables } from './federation.js';
import { federationOf } from './planned.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@inaccessible", "@shareable", "@external", "@requires"])`;

const LIBRARY = `${LINK}
  type Query { works(first: Int): [Work!]!  work: Work  shelf: Shelf  mood: Mood  any: Any  library: Query @shareable }
  type Mutation { lend(id: ID!): Book  give(id: ID!): Book }
  interface Work { id: ID!  title: String }
  type Book implements Work @key(fields: "id") { id: ID!  title: String  author: Person!  price: Int }
  type Film implements Work @key(fields: "id") { id: ID!  title: String }
  type Draft implements Work @inaccessible { id: ID!  title: String }
  type Shelf { first: Book!  rest: [Book!]  all: [Book]! }
  type Person @key(fields: "id") { id: ID! }
  enum Mood { CALM WILD SECRET @inaccessible }
  scalar Any
`;
const PEOPLE = `${LINK}
  type Query { me: Person }
  type Mutation { rename(name: String): Person }
  type Person @key(fields: "id") { id: ID!  name: String!  friend: Person }
  type Book @key(fields: "id") { id: ID!  price: Int @external  tax(rate: Int): Int @requires(fields: "price") }
`;

const { supergraphSdl, errors: faults } = composeServices([
  { name: 'library', typeDefs: parse(LIBRARY) },
  { name: 'people', typeDefs: parse(PEOPLE) },
]);
if (!supergraphSdl) throw new Error(faults?.map(({ message }) => message).join('\n'));
const federation = federationOf(supergraphSdl);

/** What subgraphs answer, in the order in which they are asked, and what they were asked. */
let answers: Record<string, ExecutionResult[]>;
let asked: (OperationRequest & { readonly subgraph: string })[];

beforeEach(() => {
  answers = {};
  asked = [];
});

function run(query: string, variables: Variables = {}): Promise<Outcome> {
  return federation.plan(parse(query), undefined).execute(variables, (subgraph, request) => {
    asked.push({ subgraph, ...request });
    const answer = answers[subgraph]?.shift();
    return answer ? Promise.resolve(answer) : Promise.reject(new Error(`${subgraph} is not there`));
  });
}

const book = (id: string, authorId = '1') => ({
  __typename: 'Book',
  id,
  author: { __typename: 'Person', id: authorId },
});
const person = (name: string) => ({ name });
const paths = ({ errors }: Outcome): unknown => errors.map(({ path }) => path);

test('only what was asked for is answered, in the order in which it was asked for', async () => {
  answers['library'] = [
    { data: { shelf: { __typename: 'Shelf', first: { extra: 1, title: 't', id: '1' } } } },
  ];
  const { data } = await run('{ shelf { first { name: title id } kind: __typename } }');
  expect(data).toBe('{"shelf":{"first":{"name":null,"id":"1"},"kind":"Shelf"}}');
});

test('a null goes up to where it may stand', async () => {
  const all = [{ id: '1' }, { id: null }, null];
  answers['library'] = [{ data: { shelf: { first: { id: '1' }, rest: all, all } } }];
  const outcome = await run('{ shelf { first { id } rest { id } all { id } } }');
  expect(outcome.data).toBe('{"shelf":{"first":{"id":"1"},"rest":null,"all":[{"id":"1"},null,null]}}');
  expect([outcome.errors, outcome.fault]).toEqual([[], 'Book.id is null where it may not be']);
});

test('a null is no broken contract where the subgraph says why', async () => {
  const refused = new GraphQLError('Not for you', { path: ['shelf', 'first', 'id'] });
  answers['library'] = [{ data: { shelf: { first: { id: null } } }, errors: [refused] }];
  const outcome = await run('{ shelf { first { id } } }');
  expect(outcome.errors).toMatchObject([{ message: 'Not for you' }]);
  expect(outcome.fault).toBeNull();
  answers['library'] = [{ data: { shelf: { first: 7 } }, errors: [refused] }];
  expect((await run('{ shelf { first { id } } }')).fault).toMatch(/is no object/);
});

test('a null that may stand nowhere leaves nothing', async () => {
  answers['library'] = [{ data: { works: [null] } }];
  expect((await run('{ works { id } }')).data).toBe('null');
});

test('an object is what it says it is; what clients may not know of is not shown', async () => {
  const works = [
    { __typename: 'Film', id: '1', title: 'f' },
    { __typename: 'Draft', id: '2', title: 'd' },
  ];
  answers['library'] = [{ data: { works } }, { data: { work: works[0] } }, { data: { work: works[1] } }];
  const query = 'id ... on Film { title } ... on Book { price }';
  expect((await run(`{ works { ${query} } }`)).data).toBe('null');
  expect((await run(`{ work { ${query} } }`)).data).toBe('{"work":{"id":"1","title":"f"}}');
  expect((await run(`{ work { ${query} } }`)).data).toBe('{"work":null}');
});

test('an inaccessible value of an enum is not shown, and a custom scalar is shown as it is', async () => {
  answers['library'] = [{ data: { mood: 'SECRET', any: { a: ['"', null] } } }, { data: { mood: 'WILD' } }];
  expect((await run('{ mood any }')).data).toBe('{"mood":null,"any":{"a":["\\"",null]}}');
  expect((await run('{ mood }')).data).toBe('{"mood":"WILD"}');
});

test('conditions are decided for each request, by defaults where nothing is given', async () => {
  const query = `query ($a: Boolean!, $b: Boolean = true) {
    shelf { first { id @include(if: $a) title @skip(if: $b) ... @include(if: $a) { price } } }
  }`;
  const data = { shelf: { first: { id: '1', title: 't', price: 3 } } };
  const texts: (string | null)[] = [];
  for (const variables of [{ a: true }, { a: false }, { a: true, b: false }]) {
    answers['library'] = [{ data: structuredClone(data) }];
    texts.push((await run(query, variables)).data);
  }
  expect(texts).toEqual([
    '{"shelf":{"first":{"id":"1","price":3}}}',
    '{"shelf":{"first":{}}}',
    '{"shelf":{"first":{"id":"1","title":"t","price":3}}}',
  ]);
  await expect(run(query, { a: true, b: null })).rejects.toThrow('$b must be true or false');
});

test('the schema is answered here, beside what subgraphs answer', async () => {
  answers['library'] = [{ data: { mood: 'CALM' } }];
  const query = `query ($name: String!) {
    __typename mood
    film: __type(name: $name) { ...T }
    draft: __type(name: "Draft") { name }
    __schema { queryType { name } }
  } fragment T on __Type { kind fields { name } }`;
  const { data, found } = await run(query, { name: 'Film' });
  expect(JSON.parse(data ?? '')).toEqual({
    __typename: 'Query',
    mood: 'CALM',
    film: { kind: 'OBJECT', fields: [{ name: 'id' }, { name: 'title' }] },
    draft: null,
    __schema: { queryType: { name: 'Query' } },
  });
  expect(found).toBe(150);
  expect(asked).toHaveLength(1);
});

test('each entity is asked for once, a hundred at a time, and answered wherever it stands', async () => {
  const works = Array.from({ length: 300 }, (_, n) => book(String(n), `p${String(n % 150)}`));
  answers['library'] = [{ data: { works } }];
  answers['people'] = [0, 100].map((from) => ({
    data: { _entities: works.slice(from, from === 0 ? 100 : 150).map(({ author }) => person(author.id)) },
  }));
  const { data } = await run('{ works { ... on Book { author { name } } } }');
  const counts = asked.map(
    ({ variables }) => (variables?.['representations'] as unknown[] | undefined)?.length,
  );
  expect(counts).toEqual([undefined, 100, 50]);
  const names = (JSON.parse(data ?? '') as { works: { author: { name: string } }[] }).works;
  expect(names.map(({ author }) => author.name)).toEqual(works.map(({ author }) => author.id));
});

test('an error of an entity is told wherever it stands, and nowhere else', async () => {
  answers['library'] = [
    { data: { works: [book('1', 'a'), { __typename: 'Film' }, book('2', 'b'), book('3', 'b')] } },
  ];
  answers['people'] = [
    {
      data: { _entities: [person('A'), null] },
      errors: [
        { message: 'gone', path: ['_entities', 1, 'name'], extensions: { code: 'NOT_FOUND' } } as never,
      ],
    },
  ];
  const outcome = await run('{ works { ... on Book { author { name } } } }');
  expect(paths(outcome)).toEqual([
    ['works', 2, 'author', 'name'],
    ['works', 3, 'author', 'name'],
  ]);
  expect(outcome.errors.map(({ message, extensions }) => [message, extensions['code']])).toEqual([
    ['gone', 'NOT_FOUND'],
    ['gone', 'NOT_FOUND'],
  ]);
});

test('a subgraph that cannot be asked costs its own fields', async () => {
  answers['library'] = [{ data: { mood: 'CALM', work: book('1') } }];
  const outcome = await run('{ mood me { id } work { id ... on Book { tax } } }');
  expect(outcome.data).toBe('{"mood":"CALM","me":null,"work":{"id":"1","tax":null}}');
  expect(outcome.errors.map(({ message }) => message)).toEqual(['people is not there']);
});

test('what a subgraph answers against its contract is told, and costs its own place', async () => {
  answers['library'] = [{ data: { works: [{ ...book('1'), price: 1 }], shelf: [], mood: { a: 1 } } }];
  answers['people'] = [{ data: { _entities: [] } }];
  const outcome = await run('{ works { ... on Book { author { id } tax } } shelf { all { id } } mood }');
  expect(outcome.errors.map(({ message }) => message)).toEqual([
    'Expected "data._entities" to contain 1 elements',
  ]);
  expect(outcome.data).toBe('{"works":[{"author":{"id":"1"},"tax":null}],"shelf":null,"mood":null}');
});

test('a subgraph is given what it requires, and the variables that it uses', async () => {
  answers['library'] = [{ data: { work: { ...book('1'), price: 10 } } }];
  answers['people'] = [{ data: { _entities: [{ tax: 2 }] } }];
  const query =
    'query ($rate: Int, $other: Int) { work { ... on Book { tax(rate: $rate) } } works(first: $other) { id } }';
  await run(query, { rate: 20, other: 1, surplus: true });
  const [library, people] = asked;
  expect(library?.variables).toEqual({ other: 1 });
  expect(people?.variables).toEqual({
    rate: 20,
    representations: [{ __typename: 'Book', id: '1', price: 10 }],
  });
});

test('mutations run one after the other', async () => {
  answers['library'] = [{ data: { lend: { id: '1' } } }, { data: { give: { id: '2' } } }];
  answers['people'] = [{ data: { rename: { id: '3' } } }];
  const { data, found } = await run(
    'mutation { lend(id: 1) { id } rename(name: "x") { id } give(id: 2) { id } }',
  );
  expect(asked.map(({ subgraph }) => subgraph)).toEqual(['library', 'people', 'library']);
  expect(data).toBe('{"lend":{"id":"1"},"rename":{"id":"3"},"give":{"id":"2"}}');
  expect(found).toBe(33);
});

test('what is shared counts, and is written, wherever it stands', async () => {
  answers['library'] = [{ data: { works: [book('1'), book('2'), book('3')] } }];
  answers['people'] = [{ data: { _entities: [{ friend: { id: '7', name: 'G' } }] } }];
  const { data, found } = await run('{ works { ... on Book { author { friend { id name } } } } }');
  const one = '{"author":{"friend":{"id":"7","name":"G"}}}';
  expect(data).toBe(`{"works":[${one},${one},${one}]}`);
  // Three works with an author and a friend each, a twentieth of a point in a plain list.
  expect(found).toBeCloseTo(9 / 20);
});

const raw = (
  query: string,
  answer: { data: string } | { answer: ExecutionResult },
  variables: Variables = {},
) => {
  const isRead = { raw: false };
  return federation
    .plan(parse(query), undefined)
    .execute(
      variables,
      (subgraph) => Promise.resolve(answers[subgraph]?.shift() ?? { data: null }),
      (subgraph, request) => {
        asked.push({ subgraph, ...request });
        isRead.raw = true;
        return Promise.resolve(answer);
      },
    )
    .then((outcome) => ({ ...outcome, isRaw: isRead.raw }));
};

test('what one subgraph answers as it was asked is handed on unread', async () => {
  const data = '{"shelf":{"first":{"id":"1","t":"x"}}, "any":[1]}';
  const outcome = await raw('query ($n: Int) { shelf { first { id t: title } } any }', { data }, { n: 1 });
  expect([outcome.data, outcome.errors, outcome.found]).toEqual([data, [], 2]);
  expect(asked.map(({ subgraph, variables }) => [subgraph, variables])).toEqual([['library', {}]]);
});

test('an answer with errors is read like any other', async () => {
  const answer = {
    data: { shelf: { first: null } },
    errors: [{ message: 'gone', path: ['shelf', 'first'] }],
  };
  const outcome = await raw('{ shelf { first { id } } }', { answer: answer as never });
  expect([outcome.data, paths(outcome)]).toEqual(['{"shelf":null}', [['shelf', 'first']]]);
});

test.each([
  ['lists of objects, which are counted', '{ works { id } }'],
  ['objects that have to say what they are', '{ work { __typename id } }'],
  ['enums with values that clients may not see', '{ mood }'],
  ['the name of a root type', '{ __typename any }'],
  ['conditions', '{ any @include(if: true) shelf @skip(if: false) { first { id } } }'],
  ['fragments', '{ shelf { first { ...F } } } fragment F on Book { id }'],
  ['a key that is selected twice', '{ shelf { first { id } } shelf { first { title } } }'],
  ['several subgraphs', '{ any me { id } }'],
  ['mutations', 'mutation { lend(id: 1) { id } }'],
])('read are %s', async (_, query) => {
  expect((await raw(query, { data: '{}' })).isRaw).toBe(false);
});
