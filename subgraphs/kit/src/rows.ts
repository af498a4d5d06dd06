import type { EntityManager } from 'typeorm';
import type { Key, PageRequest } from './connection.js';

/** The properties of row classes by column: as many as our statements name. */
const properties = new Map<string, string>();

/** The property of row classes for a column. */
export function propertyOf(column: string): string {
  const known = properties.get(column);
  if (known !== undefined) return known;
  const property = column.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  properties.set(column, property);
  return property;
}

/** The column of a property of our row classes. */
export const columnOf = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Records with the property names of our row classes. All rows of an answer have the columns of the first; each is
 * filled into a copy of one empty row, so that they share a hidden class.
 */
function toRows(records: readonly Readonly<Record<string, unknown>>[]): Record<string, unknown>[] {
  const names = Object.keys(records[0] ?? {}).map((column) => [column, propertyOf(column)] as const);
  const empty = Object.fromEntries(names.map(([, property]) => [property, undefined]));
  return records.map((record) => {
    const row: Record<string, unknown> = { ...empty };
    for (const [column, property] of names) row[property] = record[column];
    return row;
  });
}

/**
 * Runs one statement and gives its rows with the property names of our row classes. TypeORM answers UPDATE and DELETE
 * with a pair, everything else with the rows; this hides the difference.
 */
export async function select<T>(
  db: EntityManager,
  statement: string,
  parameters: readonly unknown[] = [],
): Promise<T[]> {
  const answer: unknown[] = await db.query(statement, [...parameters]);
  const records = Array.isArray(answer[0]) ? answer[0] : answer;
  return toRows(records as Record<string, unknown>[]) as T[];
}

/** The first row of one statement, if there is one. */
export async function selectOne<T>(
  db: EntityManager,
  statement: string,
  parameters: readonly unknown[] = [],
): Promise<T | undefined> {
  const [row] = await select<T>(db, statement, parameters);
  return row;
}

/** Rows by one of their properties, as batches answer. */
export const byKey = <T, K extends keyof T>(rows: readonly T[], key: K): Map<T[K], T> =>
  new Map(rows.map((row) => [row[key], row]));

/** Text as a LIKE pattern that finds it anywhere, with its own wildcards taken literally. */
export const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;

/** The bounds of a page whose key has two parts, as four parameters: after these two, before those two. */
export const boundsOf = ({ after, before }: PageRequest): (Key | null)[] =>
  [after?.[0], after?.[1], before?.[0], before?.[1]].map((part) => part ?? null);

/**
 * The end of a statement that reads a page of a list by time: its bounds are the four parameters from `from` on (see
 * boundsOf), its limit the one after them. The first part of the key is an instant in RFC 3339.
 */
export function byTime(
  list: { readonly at: string; readonly id: string; readonly first: 'newest' | 'soonest' },
  { backward }: PageRequest,
  from: number,
): string {
  const { at, id, first } = list;
  const [after, afterId, before, beforeId, limit] = [0, 1, 2, 3, 4].map((n) => `$${String(from + n)}`);
  const [beyond, short] = first === 'newest' ? ['<', '>'] : ['>', '<'];
  const order = (first === 'newest') === backward ? 'asc' : 'desc';
  return `(${after}::timestamptz is null or (${at}, ${id}) ${beyond} (${after}::timestamptz, ${afterId}))
    and (${before}::timestamptz is null or (${at}, ${id}) ${short} (${before}::timestamptz, ${beforeId}))
    order by ${at} ${order}, ${id} ${order} limit ${limit}`;
}
