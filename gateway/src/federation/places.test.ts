import { expect, test } from 'vitest';
import { placesOf } from './places.js';
import { Shared } from './shared-entities.js';

const found = (path: string[], data: object): unknown => placesOf(path).gather({ data }, null);
const located = (path: string[], data: object): unknown => [...placesOf(path).locate({ data }).values()];

test('a path leads through fields and lists to what is there, in the order of the answer', () => {
  const data = { posts: [{ author: { id: 1 } }, null, { author: null }, { author: { id: 2 } }] };
  const path = ['data', 'posts', '@', 'author'];
  expect(found(path, data)).toEqual([{ id: 1 }, { id: 2 }]);
  expect(located(path, data)).toEqual([[['data', 'posts', 0, 'author']], [['data', 'posts', 3, 'author']]]);
});

test('lists in lists are one step each', () => {
  const data = { rows: [[{ x: 1 }], [], [{ x: 2 }, { x: 3 }]] };
  expect(found(['data', 'rows', '@', '@'], data)).toEqual([{ x: 1 }, { x: 2 }, { x: 3 }]);
  expect(located(['data', 'rows', '@', '@'], data)).toEqual([
    [['data', 'rows', 0, 0]],
    [['data', 'rows', 2, 0]],
    [['data', 'rows', 2, 1]],
  ]);
});

test('only objects of the types that a step names are followed', () => {
  const data = {
    found: [
      { __typename: 'Book', by: { id: 1 } },
      { __typename: 'Film', by: { id: 2 } },
      { __typename: 'Song', by: { id: 3 } },
    ],
  };
  expect(found(['data', 'found', '@|[Book,Song]', 'by'], data)).toEqual([{ id: 1 }, { id: 3 }]);
  expect(found(['data', 'found|[Book]'], { found: { __typename: 'Film' } })).toEqual([]);
  expect(placesOf(['|[Query]', 'a']).gather({ __typename: 'Query', a: { b: 1 } }, null)).toEqual([{ b: 1 }]);
  expect(placesOf(['|[Mutation]', 'a']).gather({ __typename: 'Query', a: { b: 1 } }, null)).toEqual([]);
});

test('what is not what the path says leads nowhere', () => {
  expect(found(['data', 'a', 'b'], { a: [{ b: { c: 1 } }] })).toEqual([]);
  expect(found(['data', 'a', '@'], { a: { b: 1 } })).toEqual([]);
  expect(found(['data', 'a', '@'], { a: 7 })).toEqual([]);
});

test('what is shared is met once, and stands in all of its places', () => {
  const author = { profile: { id: 1 } };
  const shared = new Shared();
  shared.add(author);
  const root = { posts: [{ ...author }, { ...author }] };
  const places = placesOf(['posts', '@', 'profile']);
  expect(places.gather(root, shared)).toEqual([{ id: 1 }]);
  expect([...places.locate(root).values()]).toEqual([
    [
      ['posts', 0, 'profile'],
      ['posts', 1, 'profile'],
    ],
  ]);
});
