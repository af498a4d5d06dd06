import { expect, test } from 'vitest';
import { merge } from './merge.js';
import type { Tree } from './tree.js';

const merged = (target: Tree, source: Tree): Tree => {
  merge(target, source);
  return target;
};

test('objects are merged field by field, and lists item by item', () => {
  const target = { a: { b: 1, c: [{ d: 1 }, { d: 2 }] } };
  expect(merged(target, { a: { b: 2, c: [{ e: 3 }, { e: 4 }] }, f: null })).toEqual({
    a: {
      b: 2,
      c: [
        { d: 1, e: 3 },
        { d: 2, e: 4 },
      ],
    },
    f: null,
  });
});

test('of anything else the newer value stands, and what was not sent changes nothing', () => {
  expect(merged({ a: [1, 2], b: { c: 1 }, d: 'old' }, { a: [3], b: null, d: undefined })).toEqual({
    a: [3],
    b: null,
    d: 'old',
  });
});

test('a value without an object becomes one', () => {
  expect(merged({ a: null }, { a: { b: 1 } })).toEqual({ a: { b: 1 } });
});

test('keys that every object inherits are keys like any other', () => {
  const target = JSON.parse('{"__proto__":{"a":1},"constructor":{"b":1}}') as Tree;
  const source = JSON.parse('{"__proto__":{"c":2},"constructor":{"d":2},"toString":{"e":3}}') as Tree;
  expect(JSON.stringify(merged(target, source))).toBe(
    '{"__proto__":{"a":1,"c":2},"constructor":{"b":1,"d":2},"toString":{"e":3}}',
  );
  expect(Object.getPrototypeOf(merged({}, source))).toBe(Object.prototype);
});
