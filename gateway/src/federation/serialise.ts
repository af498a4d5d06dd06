import type { WriteLeaf } from './leaf.js';
import type { Variables } from './federation.js';
import { readerOf, type Read, type Tree } from './tree.js';

/** What is counted and noticed while an answer is written. */
export interface Writing {
  readonly variables: Variables;
  /** What was found so far. */
  points: number;
  /** The first place where a subgraph broke its contract; null while none did. */
  fault: string | null;
  /** Where it is being written; null where nobody asks, which is at first always. */
  readonly trail: (string | number)[] | null;
}

/**
 * Writes a value as JSON text: only what was asked for, in the order it was asked for.
 * @returns null where the value is null, or holds a null that may not be
 * @throws TypeError when the value has not the form of its type
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

/** Whatever it is, in a template's words. */
const asTold = (value: unknown): string => value as string;

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
    if (typeof value !== 'object') {
      throw new TypeError(
        `Invalid non-object value ${asTold(value)} returned by subgraph for composite type ${declared}`,
      );
    }
    // A list where an object should be has no fields, but methods of their names.
    const tree = Array.isArray(value) ? { ...(value as object as Tree) } : (value as Tree);
    const name = nameOf(tree, declared, writing);
    const fields = name === lastName ? last : find(name);
    if (!fields) {
      writing.fault ??= `Invalid __typename found for object at ${place}.`;
      return null;
    }
    writing.points += points;
    return writeFields(tree, fields, writing);
  };
}

function nameOf(tree: Tree, declared: string, { trail }: Writing): string {
  const name = tree['__typename'];
  if (typeof name === 'string' && name !== '') return name;
  if (name === undefined || name === '') return declared;
  throw new TypeError(`Invalid non-string value ${asTold(name)} for __typename at ${(trail ?? []).join()}`);
}

function writeFields(tree: Tree, fields: Fields, writing: Writing): string | null {
  const { trail } = writing;
  let text = '';
  for (const field of fields) {
    const { read } = field;
    trail?.push(field.key);
    const part = field.write(read ? read(tree) : tree[field.key], writing, tree);
    trail?.pop();
    if (part === null && field.isRequired) {
      writing.fault ??= `Cannot return null for non-nullable ${field.place}.`;
      return null;
    }
    text += field.text + (part ?? NOTHING);
  }
  return text === '' ? '{}' : `${text}}`;
}

/** @param item writes one @param type the list's, as it is told when there is none */
export function listWriter(item: Write, isRequired: boolean, type: string, place: string): Write {
  return (value, writing) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) {
      // Told as the reference does, whatever the value is.

      throw new TypeError(
        `Invalid non-list value ${asTold(value)} returned by subgraph for list type ${type}`,
      );
    }
    let text = '[';
    let isBroken = false;
    for (let index = 0; index < value.length; index += 1) {
      writing.trail?.push(index);
      const part = item(value[index], writing);
      writing.trail?.pop();
      // The others are looked at too: what is wrong with them is told.
      if (part === null && isRequired) isBroken = true;
      text += index === 0 ? (part ?? NOTHING) : `,${part ?? NOTHING}`;
    }
    if (!isBroken) return `${text}]`;
    writing.fault ??= `Cannot return null for an item of ${place}.`;
    return null;
  };
}

/** Writes leaves; one that is none of its type is null. */
export function leafWriter(write: WriteLeaf, place: string): Write {
  return (value, writing) => {
    if (value === null || value === undefined) return null;
    const text = write(value);
    if (text === null) writing.fault ??= `Invalid value found for ${place}.`;
    return text;
  };
}
