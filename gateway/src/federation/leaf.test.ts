import { buildSchema, GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLString } from 'graphql';
import { isEnumType, isScalarType } from 'graphql';
import { expect, test } from 'vitest';
import { leafWriterOf } from './leaf.js';
import { quote } from './quote.js';

const schema = buildSchema('scalar Any enum Kind { A B } type Query { any: Any kind: Kind }');
const named = (name: string) => {
  const type = schema.getType(name);
  if (!isEnumType(type) && !isScalarType(type)) throw new Error(name);
  return leafWriterOf(type);
};

test.each([
  [GraphQLString, 'a "b"\\ \n ü 😀', '"a \\"b\\"\\\\ \\n ü 😀"'],
  [GraphQLString, 1, null],
  [GraphQLID, 'x', '"x"'],
  [GraphQLID, 7, '7'],
  [GraphQLID, 7.5, null],
  [GraphQLInt, -3, '-3'],
  [GraphQLInt, 1e21, null],
  [GraphQLInt, '3', null],
  [GraphQLFloat, 1.5, '1.5'],
  [GraphQLFloat, Infinity, null],
  [GraphQLBoolean, false, 'false'],
  [GraphQLBoolean, 'true', null],
])('%s: %j is written as %s', (type, value, text) => {
  expect(leafWriterOf(type)(value)).toBe(text);
});

test('an enum has no values but its own', () => {
  expect(['A', 'B', 'C', 'toString', 1].map(named('Kind'))).toEqual(['"A"', '"B"', null, null, null]);
});

test('a custom scalar may be anything', () => {
  const values = ['x', 1, { a: [null] }, new Date(0), undefined];
  expect(values.map(named('Any'))).toEqual(['"x"', '1', '{"a":[null]}', '"1970-01-01T00:00:00.000Z"', null]);
});

test('every string is written as JSON.stringify writes it', () => {
  const strings = ['', '\u0000', '\u001f', '"', '\\', '\u007f', '\u2028', '\ud800', '\udfff\ud800', '😀'];
  for (const each of strings) {
    for (const text of [each, `ab${each}cd`, `${'x'.repeat(100)}${each}`]) {
      expect(quote(text)).toBe(JSON.stringify(text));
    }
  }
});
