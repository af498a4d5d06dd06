import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import { merge } from './merge.js';
import { quote } from './quote.js';
import { rewritesOf } from './rewrites.js';
import type { Subtypes } from './subtypes.js';
import { isTree, readerOf, write, type Tree } from './tree.js';

/** What an entity is asked for by: its type and key. */
export interface Represent {
  /** Equal for the same entity; null when something is missing. Cheaper than the representation. */
  readonly key: (tree: Tree) => string | null;
  /** Null when something is missing. */
  readonly make: (tree: Tree) => Tree | null;
}

/** A part of it. */
interface Part {
  readonly key: (tree: Tree) => string | null;
  /** Adds the part; false when what it needs is not there. */
  readonly add: (tree: Tree, into: Tree) => boolean;
}

/** @param requires which fields the subgraph needs, for each type @param rewrites what it knows otherwise */
export function representationsOf(
  requires: readonly QueryPlanSelectionNode[],
  rewrites: FetchDataRewrite[] | undefined,
  subtypes: Subtypes,
): Represent {
  const { key, add } = partOf(requires, subtypes);
  const rewrite = rewritesOf(rewrites, subtypes);
  const make = (tree: Tree): Tree | null => {
    const representation: Tree = {};
    if (!add(tree, representation) || !representation['__typename']) return null;
    rewrite?.(representation);
    return representation;
  };
  // What is rewritten may be the same afterwards.
  return { make, key: rewrite ? (tree) => textOf(make(tree)) : key };
}

const textOf = (representation: Tree | null): string | null =>
  representation && JSON.stringify(representation);

function partOf(selections: readonly QueryPlanSelectionNode[], subtypes: Subtypes): Part {
  const parts = selections.map((selection) =>
    selection.kind === 'Field' ? field(selection, subtypes) : fragment(selection, subtypes),
  );
  const [only, ...more] = parts;
  if (only && more.length === 0) return only;
  return {
    key(tree) {
      let key = '';
      for (const part of parts) {
        const text = part.key(tree);
        if (text === null) return null;
        key += text;
      }
      return key;
    },
    add(tree, into) {
      for (const part of parts) if (!part.add(tree, into)) return false;
      return true;
    },
  };
}

type FieldSelection = Extract<QueryPlanSelectionNode, { kind: 'Field' }>;
type FragmentSelection = Extract<QueryPlanSelectionNode, { kind: 'InlineFragment' }>;

/** A field that is not there at all was to come with an answer that failed, which has been told. */
function field({ alias, name, selections }: FieldSelection, subtypes: Subtypes): Part {
  const response = alias ?? name;
  const read = readerOf(response);
  const inner = selections ? partOf(selections, subtypes) : null;
  return {
    key(tree) {
      const value = read(tree);
      if (value === undefined) return null;
      if (typeof value === 'string') return `${response}:${quote(value)},`;
      return `${response}:${JSON.stringify(inner ? within(value, inner) : value)},`;
    },
    add(tree, into) {
      const value = read(tree);
      if (value === undefined) return false;
      write(into, response, inner ? within(value, inner) : value);
      return true;
    },
  };
}

function within(value: unknown, part: Part): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => within(each, part));
  if (!isTree(value)) return null;
  const picked: Tree = {};
  return part.add(value, picked) ? picked : null;
}

/** A fragment that lacks something costs its own fields; another may know the entity by another key. */
function fragment({ typeCondition, selections }: FragmentSelection, subtypes: Subtypes): Part {
  if (!typeCondition) return { key: () => '', add: () => true };
  const names = subtypes(typeCondition);
  const part = partOf(selections, subtypes);
  const fits = (tree: Tree): boolean => names.has(tree['__typename'] as string);
  return {
    key: (tree) => (fits(tree) ? (part.key(tree) ?? '') : ''),
    add(tree, into) {
      if (!fits(tree)) return true;
      const picked: Tree = {};
      if (part.add(tree, picked)) merge(into, picked);
      return true;
    },
  };
}
