import { type PageRequest, asksOnly } from '@parley/kit';
import type { GraphQLResolveInfo } from 'graphql';

/** Further is not counted: who reads a list wants to know that there are many, not how many. */
const MOST_COUNTED = 1_000;

const WITHOUT_TOTAL = ['nodes', 'edges', 'pageInfo'];

/** Whether somebody asks how many there are in all. */
export const asksTotal = (info: GraphQLResolveInfo): boolean => !asksOnly(info, WITHOUT_TOTAL);

/** Whether somebody asks for nothing else. */
export const asksTotalOnly = (info: GraphQLResolveInfo): boolean => asksOnly(info, ['totalCount']);

/** A row that says how many there are in all where that was asked. */
export interface Counted {
  readonly total: string | null;
}

/** How many rows these are, as an expression; it stops counting where there are many. */
export const countOf = (rows: string): string =>
  `(select count(*) from (select ${rows} limit ${String(MOST_COUNTED + 1)}) counted)`;

/** What is told of such a count: null where there are too many to count. */
export const toldOf = (count: number): number | null => (count > MOST_COUNTED ? null : count);

/**
 * A column of a list that says, once for all rows, how many of these there are.
 *
 * @param rows What follows `select` in a statement that gives every row of the list.
 */
export const totalOf = (isAsked: boolean, rows: string): string =>
  isAsked ? `${countOf(rows)} as total` : 'null as total';

/** How many there are; null where nobody asked, and where there are too many to count. */
export function totalIn(rows: readonly Counted[], isAsked: boolean, request: PageRequest): number | null {
  if (!isAsked) return null;
  const [first] = rows;
  // Beyond the end of a list nothing says how long it is.
  if (!first) return request.after === null && request.before === null ? 0 : null;
  return toldOf(Number(first.total));
}
