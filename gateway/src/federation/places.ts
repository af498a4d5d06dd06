import type { ResponsePath } from '@apollo/query-planner';
import type { Shared } from './shared-entities.js';
import { isTree, readerOf, type Read, type Tree } from './tree.js';

/** Where something stands in an answer. */
export type Place = readonly (string | number)[];

/** The way to the objects that a fetch adds to. */
export interface Places {
  /** The objects that are there, in the order of the answer; what is known to be shared is met once. */
  gather(root: Tree, shared: Shared | null): readonly Tree[];
  /** All places of each of them. */
  locate(root: Tree): ReadonlyMap<Tree, readonly Place[]>;
}

/** One element of a path: the field to go into, the items of a list, or nothing but a condition on the type. */
interface Element {
  readonly key: string;
  readonly kind: 'field' | 'items' | 'self';
  readonly read: Read;
  /** Whether only objects of these types are followed; null for all. */
  readonly types: ReadonlySet<string> | null;
}

interface Walk {
  readonly elements: readonly Element[];
  readonly found: (tree: Tree) => void;
  /** Null when nobody asks where. */
  readonly trail: (string | number)[] | null;
  /** Shared values that were walked through already are not walked through again; null to see all places. */
  readonly once: { readonly shared: Shared; readonly seen: Set<object> } | null;
}

/** @param path as the planner writes it: keys, "@" for the items of a list, "|[A,B]" after either for their types */
export function placesOf(path: ResponsePath): Places {
  const elements = path.map((element) => elementOf(String(element)));
  return {
    gather(root, shared) {
      const trees: Tree[] = [];
      const found = (tree: Tree): void => {
        trees.push(tree);
      };
      const once = shared && { shared, seen: new Set<object>() };
      walk(root, 0, { elements, found, trail: null, once });
      return trees;
    },
    locate(root) {
      const places = new Map<Tree, Place[]>();
      const trail: (string | number)[] = [];
      const found = (tree: Tree): void => {
        const known = places.get(tree);
        if (known) known.push([...trail]);
        else places.set(tree, [[...trail]]);
      };
      walk(root, 0, { elements, found, trail, once: null });
      return places;
    },
  };
}

function elementOf(text: string): Element {
  const [, key = '', names] = /^([^|]*)(?:\|\[(.*)\])?$/s.exec(text) ?? [text, text];
  const kind = key === '@' ? 'items' : key === '' ? 'self' : 'field';
  return { key, kind, read: readerOf(key), types: names === undefined ? null : new Set(names.split(',')) };
}

function walk(value: unknown, from: number, walking: Walk): void {
  if (walking.once && wasSeen(value, walking.once)) return;
  if (Array.isArray(value)) walkItems(value, from, walking);
  else if (isTree(value)) walkTree(value, from, walking);
}

function wasSeen(value: unknown, { shared, seen }: NonNullable<Walk['once']>): boolean {
  if (typeof value !== 'object' || value === null || !shared.has(value)) return false;
  if (seen.has(value)) return true;
  seen.add(value);
  return false;
}

function walkItems(items: readonly unknown[], from: number, walking: Walk): void {
  const { elements, trail } = walking;
  const element = elements[from];
  // Not what the planner knows of the schema: whatever it is, no fetch is meant for it.
  if (element?.kind === 'field') return;
  const isMeant = element?.kind === 'items';
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (isMeant && !passes(element, item)) continue;
    trail?.push(index);
    walk(item, isMeant ? from + 1 : from, walking);
    trail?.pop();
  }
}

function walkTree(tree: Tree, from: number, walking: Walk): void {
  const { elements, trail } = walking;
  const element = elements[from];
  if (!element) {
    walking.found(tree);
    return;
  }
  if (element.kind === 'items') return;
  const inner = element.kind === 'field' ? element.read(tree) : tree;
  if (!passes(element, inner)) return;
  if (element.kind === 'field') trail?.push(element.key);
  walk(inner, from + 1, walking);
  if (element.kind === 'field') trail?.pop();
}

const passes = ({ types }: Element, value: unknown): boolean =>
  types === null || !isTree(value) || types.has(value['__typename'] as string);
