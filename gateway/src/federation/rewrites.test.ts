import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { representationsOf } from './representations.js';
import { rewritesOf } from './rewrites.js';
import { subtypesOf } from './subtypes.js';
import type { Tree } from './tree.js';

const subtypes = subtypesOf(
  buildSchema(`
    type Query { media: Media }
    interface Media { id: ID! }
    type Book implements Media { id: ID! isbn: String owner: Owner }
    type Film implements Media { id: ID! }
    type Owner { id: ID! }
  `),
);

test('a type is renamed where the condition fits, also through the interface, and where nothing says what it is', () => {
  const rewrite = rewritesOf(
    [{ kind: 'ValueSetter', path: ['... on Media', '__typename'], setValueTo: 'Media' }],
    subtypes,
  );
  const trees: Tree[] = [{ __typename: 'Book' }, { __typename: 'Owner' }, { id: 1 }];
  for (const tree of trees) rewrite?.(tree);
  expect(trees).toEqual([{ __typename: 'Media' }, { __typename: 'Owner' }, { id: 1, __typename: 'Media' }]);
});

test('a key is renamed in every item of a list, and only where it has a value', () => {
  const rewrite = rewritesOf(
    [{ kind: 'KeyRenamer', path: ['found', '... on Book', 'id__alias_0'], renameKeyTo: 'id' }],
    subtypes,
  );
  const tree: Tree = {
    found: [[{ __typename: 'Book', id__alias_0: '1' }], { __typename: 'Book', id__alias_0: null }, null],
  };
  rewrite?.(tree);
  expect(JSON.stringify(tree)).toBe(
    '{"found":[[{"__typename":"Book","id":"1"}],{"__typename":"Book","id__alias_0":null},null]}',
  );
});

const REQUIRES = [
  {
    kind: 'InlineFragment' as const,
    typeCondition: 'Book',
    selections: [
      { kind: 'Field' as const, name: '__typename' },
      { kind: 'Field' as const, name: 'id' },
      {
        kind: 'Field' as const,
        name: 'owner',
        selections: [{ kind: 'Field' as const, name: 'id' }],
      },
    ],
  },
];

test('an entity is asked for by what the subgraph needs of its type, and no other', () => {
  const { key, make } = representationsOf(REQUIRES, undefined, subtypes);
  const book = { __typename: 'Book', id: '1', isbn: 'x', owner: { id: '2', name: 'y' } };
  expect(make(book)).toEqual({ __typename: 'Book', id: '1', owner: { id: '2' } });
  expect(make({ __typename: 'Film', id: '1', owner: { id: '2' } })).toBeNull();
  expect(make({ ...book, owner: undefined })).toBeNull();
  expect(make({ ...book, owner: null })).toEqual({ __typename: 'Book', id: '1', owner: null });
  expect(key(book)).toBe(key({ ...book, isbn: 'z' }));
  expect(key(book)).not.toBe(key({ ...book, owner: { id: '3' } }));
});

test('texts that only look alike are other entities', () => {
  const { key } = representationsOf(REQUIRES, undefined, subtypes);
  const entity = (id: unknown, owner: unknown) => key({ __typename: 'Book', id, owner });
  expect(entity('1","x":"', null)).not.toBe(entity('1', null));
  expect(entity('1', null)).not.toBe(entity(1, null));
});

test('what is rewritten in the question is told apart by what is asked', () => {
  const rewrites = [
    { kind: 'ValueSetter' as const, path: ['... on Book', '__typename'], setValueTo: 'Media' },
  ];
  const { key, make } = representationsOf(REQUIRES, rewrites, subtypes);
  const book: Tree = { __typename: 'Book', id: '1', owner: null };
  expect(make(book)).toEqual({ __typename: 'Media', id: '1', owner: null });
  expect(book['__typename']).toBe('Book');
  expect(key(book)).toContain('Media');
});
