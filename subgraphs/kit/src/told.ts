import type { LogEvent } from './log.js';

/**
 * What another subgraph says in an event, or a part of it. Its replicas may be of another version, which says less or
 * otherwise: so each reader below answers with what stands for nothing rather than fail.
 */
export type Told = LogEvent['data'];

const isText = (value: unknown): value is string => typeof value === 'string';

/** The text of that name; empty where there is none. */
export const textOf = (told: Told, name: string): string => textOrNull(told, name) ?? '';

/** The text of that name; null where there is none. */
export function textOrNull(told: Told, name: string): string | null {
  const value = told[name];
  return isText(value) ? value : null;
}

/** The number of that name; null where there is none. */
export function numberOrNull(told: Told, name: string): number | null {
  const value = told[name];
  return typeof value === 'number' ? value : null;
}

const listOf = (told: Told, name: string): readonly unknown[] => {
  const value = told[name];
  return Array.isArray(value) ? value : [];
};

/** The texts in the list of that name. */
export const textsOf = (told: Told, name: string): string[] => listOf(told, name).filter(isText);

/** The things in the list of that name, to be read in the same way. */
export const partsOf = (told: Told, name: string): Told[] =>
  listOf(told, name).filter((part): part is Told => typeof part === 'object' && part !== null);

/** The text of that name where it is one of these words, such as those of an enum; undefined where it is another. */
export const wordOf = <W extends string>(
  told: Told,
  name: string,
  words: Readonly<Record<string, W>>,
): W | undefined => Object.values(words).find((word) => word === told[name]);

/** The id of what an event's stream is about: the streams of one thing differ in what stands before it, as in `told:<id>`. */
export const idInStream = ({ stream }: LogEvent): string => stream.slice(stream.indexOf(':') + 1);

/** The newest of each id, for a batch may speak of the same thing several times. */
export const newestOf = <T extends { readonly id: string }>(rows: readonly T[]): T[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];
