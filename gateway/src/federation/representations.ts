import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { merge } from './merge.js';
import { rewritesOf } from './rewrites.js';
import type { FetchDataRewrite } from '@apollo/query-planner';
import type { Subtypes } from './subtypes.js';
import { isTree, readerOf, write, type Read, type Tree } from './tree.js';

/** Makes what an entity is asked for by, its type and key, from what is known of it; null when something is missing. */
export type Represent = (tree: Tree) => Tree | null;

/** Adds to a representation; false when what it needs is not there. */
type Pick = (tree: Tree, into: Tree) => boolean;

/** @param requires which fields the subgraph needs, for each type @param rewrites what it knows otherwise */
export function representationsOf(
  requires: readonly QueryPlanSelectionNode[],
  rewrites: FetchDataRewrite[] | undefined,
  subtypes: Subtypes,
): Represent {
  const pick = picks(requires, subtypes);
  const rewrite = rewritesOf(rewrites, subtypes);
  return (tree) => {
    const representation: Tree = {};
    if (!pick(tree, representation) || !representation['__typename']) return null;
    rewrite?.(representation);
    return representation;
  };
}

function picks(selections: readonly QueryPlanSelectionNode[], subtypes: Subtypes): Pick {
  const all = selections.map((selection) =>
    selection.kind === 'Field' ? field(selection, subtypes) : fragment(selection, subtypes),
  );
  return (tree, into) => {
    for (const each of all) if (!each(tree, into)) return false;
    return true;
  };
}

type FieldSelection = Extract<QueryPlanSelectionNode, { kind: 'Field' }>;
type FragmentSelection = Extract<QueryPlanSelectionNode, { kind: 'InlineFragment' }>;

function field({ alias, name, selections }: FieldSelection, subtypes: Subtypes): Pick {
  const key = alias ?? name;
  const read: Read = readerOf(key);
  const inner = selections && picks(selections, subtypes);
  return (tree, into) => {
    const value = read(tree);
    // Not there at all: whatever should have brought it failed, and has been told.
    if (value === undefined) return false;
    write(into, key, inner ? within(value, inner) : value);
    return true;
  };
}

function within(value: unknown, pick: Pick): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => within(each, pick));
  if (!isTree(value)) return null;
  const picked: Tree = {};
  return pick(value, picked) ? picked : null;
}

/** A fragment that lacks something costs its own fields; another may know the entity by another key. */
function fragment({ typeCondition, selections }: FragmentSelection, subtypes: Subtypes): Pick {
  if (!typeCondition) return () => true;
  const names = subtypes(typeCondition);
  const pick = picks(selections, subtypes);
  return (tree, into) => {
    if (!names.has(tree['__typename'] as string)) return true;
    const picked: Tree = {};
    if (pick(tree, picked)) merge(into, picked);
    return true;
  };
}
