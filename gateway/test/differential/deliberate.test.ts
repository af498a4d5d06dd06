import { parse, type ExecutionResult } from 'graphql';
import { expect, test } from 'vitest';
import { compose, type Hostile } from './hostile/compose.js';
import { circles, keys, provisions } from './hostile/entities.js';
import { ownFor } from './own.js';
import { referenceFor } from './reference.js';
import type { Ask, Outcome, Subject } from './subject.js';

// Each rule of deliberate.ts: what Apollo answers, and what is answered here instead.

/** Answers, in the order in which they are asked for. */
const answering = (answers: readonly object[]): Ask => {
  const left = [...structuredClone(answers)];
  return (subgraph) => {
    const next = left.shift();
    return next
      ? Promise.resolve(next as ExecutionResult)
      : Promise.reject(new Error(`${subgraph} was not to be asked any more`));
  };
};

/** What Apollo and what we make of the same answers of subgraphs; text is what was thrown. */
async function both(hostile: Hostile, query: string, answers: readonly object[]) {
  const { supergraphSdl } = compose(hostile);
  const told = async (subject: Subject): Promise<Outcome | string> => {
    try {
      return await subject.plan(parse(query)).execute({}, answering(answers));
    } catch (thrown) {
      // Throwing is one of the things that are shown here.
      return String(thrown);
    }
  };
  return { apollo: await told(referenceFor(supergraphSdl)), own: await told(ownFor(supergraphSdl)) };
}

const told = (message: string, path: readonly (string | number)[]): object => ({
  message,
  path,
  code: 'DOWNSTREAM_SERVICE_ERROR',
});

test('a list where there should be an object costs its own place, not the whole answer', async () => {
  const { apollo, own } = await both(circles, '{ b(id: 1) { name c { as { label } } } }', [
    { data: { b: { name: 'Bee', c: [] } } },
  ]);
  expect(apollo).toMatch(/Unexpected array in result for path element as$/);
  expect(own).toEqual({ data: '{"b":{"name":"Bee","c":{"as":null}}}', errors: [] });
});

test('an error of a whole question for entities stands at a place of the answer', async () => {
  const { apollo, own } = await both(circles, '{ as { label } }', [
    { data: { as: [{ __typename: 'A', id: '1' }] } },
    { data: null, errors: [{ message: 'away', path: ['_entities'] }] },
  ]);
  const data = '{"as":[{"label":null}]}';
  expect(apollo).toEqual({ data, errors: [told('away', ['as', '@', '_entities'])] });
  expect(own).toMatchObject({ data, errors: [{ message: 'away' }] });
  expect(typeof own === 'string' ? own : own.errors[0]?.path?.slice(0, 2)).toEqual(['as', 0]);
});

test('an error of one entity stands at that entity, whatever is before it', async () => {
  const { apollo, own } = await both(provisions, '{ found { ... on Film { studio } } }', [
    {
      data: {
        found: [
          { __typename: 'Book', id: '1' },
          { __typename: 'Film', id: '2' },
        ],
      },
    },
    {
      data: { _entities: [{ studio: null }] },
      errors: [{ message: 'gone', path: ['_entities', 0, 'studio'] }],
    },
  ]);
  const data = '{"found":[{},{"studio":null}]}';
  expect(apollo).toEqual({ data, errors: [told('gone', ['found', 0, 'studio'])] });
  expect(own).toEqual({ data, errors: [told('gone', ['found', 1, 'studio'])] });
});

test('what stands in fragments within fragments is answered', async () => {
  const query = '{ newest { ... on Found { ... on Found { ... on Book { title } } } } }';
  const { apollo, own } = await both(provisions, query, [{ data: { newest: { title: 'Dune' } } }]);
  expect(apollo).toEqual({ data: '{"newest":{}}', errors: [] });
  expect(own).toEqual({ data: '{"newest":{"title":"Dune"}}', errors: [] });
});

test('an object of a type that cannot stand there is taken for what it says, by both', async () => {
  const { apollo, own } = await both(keys, '{ brand { ... on Brand { name } stocked: code } }', [
    { data: { brand: { __typename: 'Query', name: 'Acme', stocked: 1 } } },
  ]);
  expect(own).toEqual(apollo);
});
