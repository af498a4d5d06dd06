import { isTree, readerOf, write, type Tree } from './tree.js';

const readProto = readerOf('__proto__');

/**
 * Adds what another subgraph knows of the same object. Objects are merged field by field, lists of the same length item
 * by item; of anything else the newer value stands. What the target lacks it shares with the source afterwards.
 */
export function merge(target: Tree, source: Tree): void {
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value === undefined) continue;
    const isProto = key === '__proto__';
    const known = isProto ? readProto(target) : target[key];
    if (typeof value !== 'object' || value === null || typeof known !== 'object' || known === null) {
      if (isProto) write(target, key, value);
      else target[key] = value;
    } else if (known !== value) mergeValues(target, key, known, value);
  }
}

function mergeValues(target: Tree, key: string, known: object, value: object): void {
  if (isTree(value)) merge(known as Tree, value);
  else if (Array.isArray(value) && Array.isArray(known) && value.length === known.length) {
    mergeLists(known, value);
  } else write(target, key, value);
}

function mergeLists(known: unknown[], values: readonly unknown[]): void {
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    const item = known[index];
    if (isTree(item) && isTree(value)) {
      if (item !== value) merge(item, value);
    } else known[index] = value;
  }
}
