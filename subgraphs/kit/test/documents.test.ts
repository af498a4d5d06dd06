import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { Documents } from '../src/documents.js';

const schema = buildSchema('type Query { me: String  other(of: String): String }');
const documents = () => new Documents(schema);

test('a document is parsed once', () => {
  const known = documents();
  expect(known.get('{ me }')).toBe(known.get('{ me }'));
  expect(known.size).toBe(1);
});

test('what does not fit the schema, or does not parse, is not kept', () => {
  const known = documents();
  expect(known.get('{ nothing }')).toMatchObject([
    { message: 'Cannot query field "nothing" on type "Query".' },
  ]);
  expect(() => known.get('{ me')).toThrow('Syntax Error');
  expect(known.size).toBe(0);
});

test('a thousand are kept, and the one that was used least recently goes first', () => {
  const known = documents();
  const first = known.get('{ me }');
  const second = known.get('{ a: me }');
  for (let n = 0; n < 998; n += 1) known.get(`{ other(of: "${String(n)}") }`);
  expect(known.get('{ me }')).toBe(first);
  known.get('{ other(of: "one too many") }');
  expect(known.size).toBe(1_000);
  expect(known.get('{ me }')).toBe(first);
  expect(known.get('{ a: me }')).not.toBe(second);
});

test('large ones are bounded by their size', () => {
  const known = documents();
  for (let n = 0; n < 100; n += 1) known.get(`{ other(of: "${String(n)}${'x'.repeat(100_000)}") }`);
  expect(known.size).toBe(19);
});
