import type { WriteLeaf } from './leaf.js';
import type { Shared } from './shared-entities.js';
import type { Variables } from './federation.js';
import { readerOf, type Read, type Tree } from './tree.js';

/** What is counted and noticed while an answer is written. */
export interface Writing {
  readonly variables: Variables;
  /** What was found so far. */
  points: number;
  /** The first place where a subgraph broke its contract; null while none did. */
  fault: string | null;
  /** The first place that is null where it may not be: as it should where a subgraph refused, a fault where none said why. */
  hole: string | null;
  /** What is written once for several places; null where there is none. */
  readonly shared: Shared | null;
}

/**
 * Writes a value as JSON text: only what was asked for, in the order it was asked for.
 * @returns null where the value is null, or holds a null that may not be
 */
export type Write = (value: unknown, writing: Writing) => string | null;

/** One key of an object. */
export interface Field {
  readonly key: string;
  /** Whether an object without it is none. */
  readonly isRequired: boolean;
  /** Given the object too, since what it is called may stand under another key. */
  readonly write: (value: unknown, writing: Writing, tree: Tree) => string | null;
  /** What it is called when something is wrong with it. */
  readonly place: string;
}

interface Prepared extends Omit<Field, 'key'> {
  readonly key: string;
  readonly read: Read | null;
  /** The key as it stands in the text, after a brace or comma. */
  readonly text: string;
}

const NOTHING = 'null';

/** What a subgraph sent cannot be what it says it is: it costs its own place. */
function spoiled(writing: Writing, place: string, why: string): null {
  writing.fault ??= `${place} ${why}`;
  return null;
}

/** There is nothing where something has to be; it costs its own place. */
function missing(writing: Writing, place: string, why: string): null {
  writing.hole ??= `${place} ${why}`;
  return null;
}

/** Some keys are read with care, most are not. */
export const prepared = (fields: readonly Field[]): Fields =>
  fields.map((field, index) => ({
    ...field,
    read: field.key in Object.prototype ? readerOf(field.key) : null,
    text: `${index === 0 ? '{' : ','}${JSON.stringify(field.key)}:`,
  }));

/** The fields of one type of object, ready to be written. */
export type Fields = readonly Prepared[];

/** What is written at one place, by what stands there. */
export interface ObjectShape {
  /** Type of the field: what an object is that does not say. */
  readonly declared: string;
  /** What is written of objects of a type; null when clients may not know of it. */
  readonly fieldsOf: (typeName: string) => Fields | null;
  /** What each object there costs. */
  readonly points: number;
  readonly place: string;
}

/** Writes objects of whatever type they say they are. */
export function objectWriter({ declared, fieldsOf, points, place }: ObjectShape): Write {
  const known = new Map<string, Fields>();
  let lastName = '';
  let last: Fields = [];
  const find = (name: string): Fields | null => {
    const fields = known.get(name) ?? fieldsOf(name);
    if (!fields) return null;
    known.set(name, fields);
    lastName = name;
    last = fields;
    return fields;
  };
  return (value, writing) => {
    if (value === null || value === undefined) return null;
    if (typeof value !== 'object') return spoiled(writing, place, 'is no object');
    // A list where an object should be has no fields, but methods of their names.
    const tree = Array.isArray(value) ? { ...(value as object as Tree) } : (value as Tree);
    const name = nameOf(tree, declared);
    const fields = name === lastName ? last : name === null ? null : find(name);
    if (!fields) return spoiled(writing, place, 'has no type that clients know');
    writing.points += points;
    return writeFields(tree, fields, writing);
  };
}

/** What an object says it is; what the field says where it does not; null where it says nothing that has a meaning. */
function nameOf({ __typename: name }: Tree, declared: string): string | null {
  if (name === undefined || name === '') return declared;
  return typeof name === 'string' ? name : null;
}

function writeFields(tree: Tree, fields: Fields, writing: Writing): string | null {
  let text = '';
  for (const field of fields) {
    const { read } = field;
    const part = field.write(read ? read(tree) : tree[field.key], writing, tree);
    if (part === null && field.isRequired) {
      return missing(writing, field.place, 'is null where it may not be');
    }
    text += field.text + (part ?? NOTHING);
  }
  return text === '' ? '{}' : `${text}}`;
}

/** @param item writes one @param isRequired whether none of them may be null */
export function listWriter(item: Write, isRequired: boolean, place: string): Write {
  return (value, writing) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) return spoiled(writing, place, 'is no list');
    let text = '[';
    let isBroken = false;
    for (let index = 0; index < value.length; index += 1) {
      const part = item(value[index], writing);
      // The others are looked at too: what is wrong with them is told.
      if (part === null && isRequired) isBroken = true;
      text += index === 0 ? (part ?? NOTHING) : `,${part ?? NOTHING}`;
    }
    if (!isBroken) return `${text}]`;
    return missing(writing, place, 'has an item that is null where it may not be');
  };
}

/** Writes what is shared once. */
export function onceWriter(write: Write): Write {
  const once: Write = (value, writing) => {
    const { shared } = writing;
    if (shared === null || typeof value !== 'object' || value === null) return write(value, writing);
    const written = shared.written(value);
    if (!written) return write(value, writing);
    const known = written.get(once);
    if (known) {
      writing.points += known.points;
      return known.text;
    }
    const before = writing.points;
    const text = write(value, writing);
    written.set(once, { text, points: writing.points - before });
    return text;
  };
  return once;
}

/** Writes leaves; one that is none of its type is null. */
export function leafWriter(write: WriteLeaf, place: string): Write {
  return (value, writing) => {
    if (value === null || value === undefined) return null;
    const text = write(value);
    return text ?? spoiled(writing, place, 'is no value of its type');
  };
}
