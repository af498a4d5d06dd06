import { type Key, type PageRequest, select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { FACTS, GRANTED, ME, PASSES, SEEN } from '../access/access-conditions.js';
import { type Subject, subjectParameters } from '../access/principal.rules.js';
import type { NodeFor } from '../access/rights.rules.js';
import { HEAD, NODE } from '../node/node-columns.js';
import type { FileFilterInput, FileOrderField, FileOrderInput } from '../node/node.inputs.js';
import { filtering } from './filter.js';

/** A node with what it is ordered by, as text. */
export interface Ordered extends NodeFor {
  readonly orderKey: string;
}

/** What nodes of a folder are ordered by, and how that is read back from a cursor. */
const BY: Readonly<Record<FileOrderField, readonly [string, string]>> = {
  NAME: ['n.sort_key', 'text'],
  SIZE: ['n.size', 'bigint'],
  UPDATED_AT: ['n.updated_at', 'timestamptz'],
  KIND: [`coalesce(n.file_kind, '') || ' ' || n.sort_key`, 'text'],
};

/** Parameters before those of the page: the four of whoever asks, their organisation, the folder. */
const FIRST = 7;

/** What is between the ends of a page; folders come before files in both directions. */
function between(column: string, type: string, isUp: boolean): string {
  const side = (from: number, isAfter: boolean): string => {
    const [kind, key, id] = [from, from + 1, from + 2].map((n) => `$${String(n)}`);
    const [kindBeyond, beyond] = [isAfter ? '<' : '>', isAfter === isUp ? '>' : '<'];
    return `(${kind}::text is null or n.kind ${kindBeyond} ${kind}
      or (n.kind = ${kind} and (${column}, n.id) ${beyond} (${key}::${type}, ${id}::text)))`;
  };
  return `${side(FIRST, true)} and ${side(FIRST + 3, false)}`;
}

const partsOf = (key: readonly Key[] | null): readonly unknown[] => [0, 1, 2].map((n) => key?.[n] ?? null);

/** What is asked of the children of a folder. */
export interface Asked {
  readonly folderId: string;
  readonly request: PageRequest;
  readonly order: FileOrderInput;
  readonly filter: FileFilterInput | null;
}

/** One page of what somebody sees in a folder, and one more where there is one; with what they may do with each. */
export function childPage(
  db: EntityManager,
  who: Subject,
  { folderId, request, order, filter }: Asked,
): Promise<Ordered[]> {
  const [column, type] = BY[order.by];
  const isUp = order.direction === 'ASCENDING';
  const direction = isUp === request.backward ? 'desc' : 'asc';
  const { condition, parameters } = filtering(filter, FIRST + 7);
  return select(
    db,
    `with ${ME}, ${PASSES}, ${GRANTED}
     select ${NODE}, ${FACTS}, (${column})::text as order_key
     from (select n.* from node n, me, granted where n.parent_id = $6 and ${SEEN}
       and ${between(column, type, isUp)} ${condition}
       order by n.kind ${request.backward ? 'asc' : 'desc'}, ${column} ${direction}, n.id ${direction}
       limit $${String(FIRST + 6)}) n
     cross join me ${HEAD}
     order by n.kind ${request.backward ? 'asc' : 'desc'}, ${column} ${direction}, n.id ${direction}`,
    [
      ...[...subjectParameters(who), who.organizationId, folderId],
      ...[...partsOf(request.after), ...partsOf(request.before), request.limit + 1],
      ...parameters,
    ],
  );
}

/** How many nodes are in a folder. */
export async function countChildren(db: EntityManager, folderId: string): Promise<number> {
  const row = await selectOne<{ n: number }>(
    db,
    'select count(*)::int as n from node where parent_id = $1 and trashed_at is null',
    [folderId],
  );
  return row?.n ?? 0;
}
