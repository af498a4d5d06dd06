import type { GraphQLError } from 'graphql';
import type { Answer } from '../executor.js';
import type { RestOperation } from './operations.js';

/**
 * What an operation answers with, out of the answer to its document: the text inside the fields that only wrap it.
 * @returns null when nothing is there
 */
export function unwrapped(
  { data, errors }: Pick<Answer, 'data' | 'errors'>,
  { answer: { path } }: RestOperation,
): string | null {
  if (data === null || (errors.length > 0 && path.length === 0 && isEmpty(data))) return null;
  const before = path.map((name) => `{${JSON.stringify(name)}:`).join('');
  const after = '}'.repeat(path.length);
  // So does nearly every answer look; anything else is read and written again.
  const isPlain = data.startsWith(before) && data.endsWith(after);
  const value = isPlain ? data.slice(before.length, data.length - after.length) : reread(data, path);
  return value === 'null' ? null : value;
}

/** Nothing of what was asked for is there. */
const isEmpty = (data: string): boolean =>
  Object.values((JSON.parse(data) as object | null) ?? {}).every((value) => value === null);

function reread(data: string, path: readonly string[]): string {
  let value: unknown = JSON.parse(data);
  for (const name of path) value = (value as Readonly<Record<string, unknown>> | null)?.[name] ?? null;
  return JSON.stringify(value);
}

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

const DEFAULT_PAGE = '50';

/** Where the pages beside this one are: the header Link of RFC 8288, null when this one is all. */
export function linksOf(page: string, path: string, given: URLSearchParams): string | null {
  const { pageInfo } = JSON.parse(page) as { pageInfo: PageInfo };
  const size = given.get('first') ?? given.get('last') ?? DEFAULT_PAGE;
  const links = [
    pageInfo.hasNextPage &&
      beside({ rel: 'next', size, first: 'first', after: 'after', at: pageInfo.endCursor }),
    pageInfo.hasPreviousPage &&
      beside({ rel: 'prev', size, first: 'last', after: 'before', at: pageInfo.startCursor }),
  ].flatMap((link) => (link ? [link(path, given)] : []));
  return links.length > 0 ? links.join(', ') : null;
}

interface Beside {
  readonly rel: string;
  readonly size: string;
  readonly first: string;
  readonly after: string;
  readonly at: string | null;
}

/** The address of a page beside this one: the same question, from another place. */
const beside =
  ({ rel, size, first, after, at }: Beside) =>
  (path: string, given: URLSearchParams): string => {
    const other = new URLSearchParams(given);
    for (const name of ['first', 'last', 'after', 'before', 'around']) other.delete(name);
    other.set(first, size);
    if (at !== null) other.set(after, at);
    return `<${path}?${other.toString()}>; rel="${rel}"`;
  };

const MOST_PLACES = 20;

/** What is missing in an answer that is there otherwise: a list of RFC 9651, each place with the code of its error. */
export const missingOf = (errors: readonly GraphQLError[], wrapping: number): string =>
  errors
    .slice(0, MOST_PLACES)
    .map(({ path = [], extensions }) => {
      const place = path
        .slice(wrapping)
        .join('.')
        .replace(/[^\x20-\x7e]|["\\]/g, '?');
      return `"${place}";code=${String(extensions['code'])}`;
    })
    .join(', ');
