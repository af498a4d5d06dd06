/** Part of an answer while it is put together: the objects that subgraphs sent, merged in place. */
export type Tree = Record<string, unknown>;

/** Neither null nor a list. */
export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a field of an answer; undefined where the object has none of its own. */
export type Read = (tree: Tree) => unknown;

/**
 * Aliases are free, so a key may be one that every object inherits: "constructor" is then a function, which no JSON
 * holds, and "__proto__" is an object.
 */
export function readerOf(key: string): Read {
  if (key === '__proto__') return (tree) => (Object.hasOwn(tree, key) ? tree[key] : undefined);
  if (!(key in Object.prototype)) return (tree) => tree[key];
  return (tree) => (typeof tree[key] === 'function' ? undefined : tree[key]);
}

/** Sets a field, whatever its key. */
export function write(tree: Tree, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(tree, key, { value, configurable: true, enumerable: true, writable: true });
  } else {
    tree[key] = value;
  }
}
