import type { FetchDataRewrite } from '@apollo/query-planner';
import type { Subtypes } from './subtypes.js';
import { isTree, readerOf, write, type Tree } from './tree.js';

/** Changes an object in place. */
export type Rewrite = (tree: Tree) => void;

const ON = '... on ';

/**
 * What the planner wants changed in what is sent to a subgraph or comes from it: a type's name where one subgraph knows
 * an interface as an object, a key where two types have a field of the same name and different type.
 * @returns null when there is nothing to change
 */
export function rewritesOf(
  rewrites: readonly FetchDataRewrite[] | undefined,
  subtypes: Subtypes,
): Rewrite | null {
  const all = (rewrites ?? []).map((rewrite) => rewriteOf(rewrite, subtypes));
  if (all.length === 0) return null;
  return (tree) => {
    for (const each of all) each(tree);
  };
}

function rewriteOf(rewrite: FetchDataRewrite, subtypes: Subtypes): Rewrite {
  const last = rewrite.path.at(-1);
  if (last === undefined) return () => undefined;
  return rewrite.path
    .slice(0, -1)
    .reduceRight<Rewrite>((inner, element) => into(element, inner, subtypes), ending(rewrite, last));
}

function ending(rewrite: FetchDataRewrite, key: string): Rewrite {
  if (rewrite.kind === 'ValueSetter') {
    return (tree) => {
      write(tree, key, rewrite.setValueTo);
    };
  }
  const read = readerOf(key);
  return (tree) => {
    const value = read(tree);
    if (!value) return;
    write(tree, rewrite.renameKeyTo, value);
    write(tree, key, undefined);
  };
}

function into(element: string, inner: Rewrite, subtypes: Subtypes): Rewrite {
  if (element.startsWith(ON)) {
    const names = subtypes(element.slice(ON.length));
    return (tree) => {
      // Not every object says what it is; then the planner's path alone is trusted.
      const name = tree['__typename'];
      if (typeof name !== 'string' || name === '' || names.has(name)) inner(tree);
    };
  }
  const read = readerOf(element);
  return (tree) => {
    eachTree(read(tree), inner);
  };
}

function eachTree(value: unknown, visit: Rewrite): void {
  if (Array.isArray(value)) for (const each of value) eachTree(each, visit);
  else if (isTree(value)) visit(value);
}
