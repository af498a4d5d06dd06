import type { ResponsePath } from '@apollo/query-planner';
import { isTree, readerOf, type Read, type Tree } from './tree.js';

/** Where something stands in an answer. */
export type Place = readonly (string | number)[];

/** The way to the objects that a fetch adds to. */
export interface Places {
  /** The objects that are there, in the order of the answer. */
  gather(root: Tree): readonly Tree[];
  /** Where each of them stands, in the same order. */
  locate(root: Tree): readonly Place[];
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
  readonly trees: Tree[];
  /** Null when nobody asks where. */
  readonly trail: (string | number)[] | null;
  readonly places: Place[];
}

/** @param path as the planner writes it: keys, "@" for the items of a list, "|[A,B]" after either for their types */
export function placesOf(path: ResponsePath): Places {
  const elements = path.map((element) => elementOf(String(element)));
  return {
    gather(root) {
      const trees: Tree[] = [];
      walk(root, 0, { elements, trees, trail: null, places: [] });
      return trees;
    },
    locate(root) {
      const places: Place[] = [];
      walk(root, 0, { elements, trees: [], trail: [], places });
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
  if (Array.isArray(value)) walkItems(value, from, walking);
  else if (isTree(value)) walkTree(value, from, walking);
  else if (value !== null && value !== undefined && walking.elements[from]?.kind === 'items') {
    throw new TypeError('Unexpected leaf in result for path element @');
  }
}

function walkItems(items: readonly unknown[], from: number, walking: Walk): void {
  const { elements, trail } = walking;
  const element = elements[from];
  if (element?.kind === 'field') {
    throw new TypeError(`Unexpected array in result for path element ${element.key}`);
  }
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
    walking.trees.push(tree);
    if (trail) walking.places.push([...trail]);
    return;
  }
  if (element.kind === 'items') throw new TypeError('Unexpected object in result for path element @');
  const inner = element.kind === 'field' ? element.read(tree) : tree;
  if (!passes(element, inner)) return;
  if (element.kind === 'field') trail?.push(element.key);
  walk(inner, from + 1, walking);
  if (element.kind === 'field') trail?.pop();
}

const passes = ({ types }: Element, value: unknown): boolean =>
  types === null || !isTree(value) || types.has(value['__typename'] as string);
