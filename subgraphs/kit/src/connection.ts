import { ArgsType, type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import { invalid } from './errors.js';
import { CursorScalar } from './scalars.js';

/** One part of a keyset: what a list is ordered by. */
export type Key = string | number;

const LARGEST_PAGE = 100;

/** The four arguments of every connection. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: 'How many from the start, 1 to 100.' })
  first?: number | null;

  @Field(() => CursorScalar, { nullable: true, description: 'Only what comes after this cursor.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many from the end, 1 to 100.' })
  last?: number | null;

  @Field(() => CursorScalar, { nullable: true, description: 'Only what comes before this cursor.' })
  before?: string | null;
}

/** How to ask for the next and the previous page. */
@Directive('@shareable')
@ObjectType({ description: 'How to ask for the next and the previous page.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether more precedes.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => CursorScalar, { nullable: true, description: 'Cursor of the first item.' })
  readonly startCursor!: string | null;

  @Field(() => CursorScalar, { nullable: true, description: 'Cursor of the last item.' })
  readonly endCursor!: string | null;
}

/** A page request after checking: how many, from which end, between which keys. */
export interface PageRequest {
  readonly limit: number;
  readonly backward: boolean;
  readonly after: readonly Key[] | null;
  readonly before: readonly Key[] | null;
}

/** One page of a keyset list. */
export interface Page<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number | null;
}

/** Hides a keyset in an opaque cursor. */
export const encodeCursor = (key: readonly Key[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** Reads a list cursor back; anything we did not write ourselves is INVALID. */
export function decodeCursor(cursor: string): Key[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.every((part) => typeof part === 'string' || typeof part === 'number')) {
      return key;
    }
  } catch {
    // Falls through: JSON.parse reports a foreign cursor only by throwing.
  }
  throw invalid('cursor', 'This cursor is not one of this list');
}

function checkSize(name: 'first' | 'last', size: number): number {
  if (size < 1 || size > LARGEST_PAGE) {
    throw invalid(
      name,
      `${name} must be between 1 and ${String(LARGEST_PAGE)}, ${String(size)} was asked for`,
    );
  }
  return size;
}

/**
 * Checks page arguments: `first` and `last` 1..100 and not both; more is an error, never a silent cut.
 * @throws INVALID naming the argument
 */
export function pageRequest(args: PageArgs, defaultSize = 50): PageRequest {
  const { first, last } = args;
  if (first != null && last != null) throw invalid('last', 'Ask for first or for last, not for both');
  const backward = last != null;
  const limit = backward ? checkSize('last', last) : checkSize('first', first ?? defaultSize);
  return {
    limit,
    backward,
    after: args.after == null ? null : decodeCursor(args.after),
    before: args.before == null ? null : decodeCursor(args.before),
  };
}

/**
 * Makes a page of rows that a store read in reading direction (newest first when `backward`), one more than `limit`
 * where there is one: that one only tells that more exists.
 */
export function toPage<T>(
  rows: readonly T[],
  request: PageRequest,
  keyOf: (row: T) => readonly Key[],
  totalCount: number | null = null,
): Page<T> {
  const more = rows.length > request.limit;
  const kept = rows.slice(0, request.limit);
  const nodes = request.backward ? kept.reverse() : kept;
  const cursorOf = (node: T | undefined): string | null =>
    node === undefined ? null : encodeCursor(keyOf(node));
  return {
    // Most clients ask for nodes and the ends of the page: the other cursors are made for who asks for them.
    get edges() {
      return nodes.map((node) => ({ cursor: encodeCursor(keyOf(node)), node }));
    },
    nodes,
    totalCount,
    pageInfo: {
      hasNextPage: request.backward ? request.before !== null : more,
      hasPreviousPage: request.backward ? more : request.after !== null,
      startCursor: cursorOf(nodes[0]),
      endCursor: cursorOf(nodes.at(-1)),
    },
  };
}

/**
 * The Relay connection of a node type: `connectionOf(() => Message, 'Message', 'messages')` makes MessageConnection
 * and MessageEdge. https://relay.dev/graphql/connections.htm
 */
export function connectionOf<T extends object>(
  node: () => ClassType<T>,
  name: string,
  plural: string,
  options: { readonly shareable?: boolean } = {},
): ClassType<Page<T>> {
  const singular = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

  @ObjectType(`${name}Edge`, { description: `One ${singular} and its cursor.` })
  class Edge {
    @Field(() => CursorScalar, { description: 'Where it stands in the list.' })
    readonly cursor!: string;

    @Field(node, { description: 'The item.' })
    readonly node!: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${plural}.` })
  class Connection implements Page<T> {
    @Field(() => [Edge], { description: 'The items with their cursors.' })
    readonly edges!: readonly Edge[];

    @Field(() => [node()], { description: 'The items of this page.' })
    readonly nodes!: readonly T[];

    @Field(() => PageInfo, { description: 'How to go on.' })
    readonly pageInfo!: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description: 'How many there are in all; null where counting is costly.',
    })
    readonly totalCount!: number | null;
  }
  if (options.shareable) for (const type of [Edge, Connection]) Directive('@shareable')(type);
  return Connection;
}

/** The same for what is one of several types: `unionConnectionOf(() => FileNode, 'FileNode', 'files and folders')`. */
export const unionConnectionOf = <T extends object>(
  node: () => T,
  name: string,
  plural: string,
): ClassType<Page<T>> => connectionOf(node as unknown as () => ClassType<T>, name, plural);
