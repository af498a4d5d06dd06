import {
  Kind,
  print,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded, type Decisions } from './conditions.js';
import type { Subtypes } from './subtypes.js';

/** Selection sets that are read as one. */
export type Merged = readonly SelectionSetNode[];

/** All that is selected under one key of an object: the same field, once or several times. */
export interface Selected {
  readonly key: string;
  readonly name: string;
  /** The type it is selected on: that of the place, or of the fragment around it. */
  readonly parent: string;
  /** What is selected in it, part by part. */
  readonly parts: readonly Merged[];
  readonly nodes: readonly FieldNode[];
}

interface Collecting extends Selected {
  readonly parts: Merged[];
  readonly nodes: FieldNode[];
}

/** One kind of selection in a set: a field, or a fragment; all of the same text are one. */
interface Entry {
  readonly selection: SelectionNode;
  readonly nodes: SelectionNode[];
}

/**
 * Reads what is asked of objects: fragments that fit are spread, fields of one key merged. The order of keys is the
 * reference's: that of the text, but for fragments of one set that begin alike, which are one at the place of the first.
 */
export class Selections {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(
    document: DocumentNode,
    private readonly subtypes: Subtypes,
    private readonly decisions: Decisions,
  ) {
    const named = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
    this.fragments = new Map(named.map((each) => [each.name.value, each]));
  }

  /** @param declared the type of the place @param actual that of the object, where it says so */
  of(parts: readonly Merged[], declared: string, actual: string): readonly Selected[] {
    const found = new Map<string, Collecting>();
    const spread = new Set<string>();
    for (const part of parts) this.collect(part, declared, { actual, found, spread });
    return [...found.values()];
  }

  private collect(merged: Merged, parent: string, collection: Collection): void {
    for (const { selection, nodes } of this.entries(merged)) {
      if (selection.kind === Kind.FIELD) {
        take(collection.found, parent, selection, nodes as readonly FieldNode[]);
        continue;
      }
      const fragment = this.fragmentOf(selection, collection.spread);
      if (!fragment) continue;
      const { condition = parent } = fragment;
      // Where there is no condition there is nothing to fit.
      if (fragment.condition !== undefined && !this.subtypes(condition).has(collection.actual)) continue;
      const sets =
        selection.kind === Kind.INLINE_FRAGMENT ? nodes.flatMap(selectionSetOf) : [fragment.selectionSet];
      this.collect(sets, condition, collection);
    }
  }

  private entries(merged: Merged): Iterable<Entry> {
    const entries = new Map<string, Entry>();
    for (const { selections } of merged) {
      for (const selection of selections) {
        if (!isIncluded(selection, this.decisions)) continue;
        const key = beginningOf(selection);
        const known = entries.get(key);
        if (known) known.nodes.push(selection);
        else entries.set(key, { selection, nodes: [selection] });
      }
    }
    return entries.values();
  }

  /** @param spread named fragments that were spread in this object: once more would add nothing */
  private fragmentOf(
    selection: Exclude<SelectionNode, FieldNode>,
    spread: Set<string>,
  ): { readonly selectionSet: SelectionSetNode; readonly condition: string | undefined } | null {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return { selectionSet: selection.selectionSet, condition: selection.typeCondition?.name.value };
    }
    const name = selection.name.value;
    const fragment = this.fragments.get(name);
    if (!fragment || spread.has(name)) return null;
    spread.add(name);
    return { selectionSet: fragment.selectionSet, condition: fragment.typeCondition.name.value };
  }
}

interface Collection {
  readonly actual: string;
  readonly found: Map<string, Collecting>;
  readonly spread: Set<string>;
}

function take(
  found: Map<string, Collecting>,
  parent: string,
  { alias, name }: FieldNode,
  nodes: readonly FieldNode[],
): void {
  const key = (alias ?? name).value;
  const sets = nodes.flatMap(selectionSetOf);
  const known = found.get(key);
  if (!known) {
    found.set(key, { key, name: name.value, parent, parts: [sets], nodes: [...nodes] });
  } else {
    known.parts.push(sets);
    known.nodes.push(...nodes);
  }
}

const selectionSetOf = (selection: SelectionNode): readonly SelectionSetNode[] =>
  selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet ? [selection.selectionSet] : [];

/** What a selection is but for what is selected in it. */
function beginningOf(selection: SelectionNode): string {
  const directives = selection.directives?.map(print).join('') ?? '';
  switch (selection.kind) {
    case Kind.FIELD: {
      const given = selection.arguments?.map(print).join() ?? '';
      return `${(selection.alias ?? selection.name).value}(${given})${directives}`;
    }
    case Kind.INLINE_FRAGMENT:
      return `... on ${selection.typeCondition?.name.value ?? ''}${directives}`;
    case Kind.FRAGMENT_SPREAD:
      return `...${selection.name.value}${directives}`;
  }
}
