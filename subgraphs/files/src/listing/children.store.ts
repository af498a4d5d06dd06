import { type Key, type PageRequest, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { FACTS, GRANTED, ME, PASSES, SEEN } from '../access/access-conditions.js';
import { type Subject, subjectParameters } from '../access/principal.rules.js';
import type { NodeFor } from '../access/rights.rules.js';
import { HEAD, NODE } from '../node/node-columns.js';
import type { FileFilterInput, FileOrderField, FileOrderInput } from '../node/node.inputs.js';
import { filtering } from './filter.js';
import { type Counted, totalOf } from './total.js';

/** A node with what it is ordered by, as text. */
export interface Ordered extends NodeFor, Counted {
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

/** One end of a page: what lies beyond it, in the direction of reading or against it. */
interface End {
  readonly key: readonly Key[] | null;
  readonly from: number;
  readonly isAfter: boolean;
}

/**
 * What lies beyond one end of a page; folders come before files in both directions. Where only one of them can, the
 * condition is one that an index answers.
 */
function beyond(
  [column, type]: readonly [string, string],
  isUp: boolean,
  { key, from, isAfter }: End,
): string {
  if (!key) return '';
  const [kind, at, id] = [from, from + 1, from + 2].map((n) => `$${String(n)}`);
  const further = `n.kind = ${kind} and (${column}, n.id) ${isAfter === isUp ? '>' : '<'} (${at}::${type}, ${id}::text)`;
  if (key[0] === (isAfter ? 'FILE' : 'FOLDER')) return `and ${further}`;
  return `and (n.kind ${isAfter ? '<' : '>'} ${kind} or (${further}))`;
}

const partsOf = (key: readonly Key[] | null): readonly Key[] =>
  key ? [0, 1, 2].map((n) => key[n] ?? '') : [];

/** What is asked of the children of a folder. */
export interface Asked {
  readonly folderId: string;
  readonly request: PageRequest;
  readonly order: FileOrderInput;
  readonly filter: FileFilterInput | null;
  /** Whether all of them are counted. */
  readonly isCounted: boolean;
}

/**
 * One page of what is in a folder that somebody sees, and one more where there is one; with what they may do with each.
 * Whoever sees a folder sees what is in it, so that the right is asked for once, in the same statement.
 */
export function childPage(
  db: EntityManager,
  who: Subject,
  { folderId, request, order, filter, isCounted }: Asked,
): Promise<Ordered[]> {
  const by = BY[order.by];
  const isUp = order.direction === 'ASCENDING';
  const direction = isUp === request.backward ? 'desc' : 'asc';
  const sorted = `order by n.kind ${request.backward ? 'asc' : 'desc'}, ${by[0]} ${direction}, n.id ${direction}`;
  const [after, before] = [partsOf(request.after), partsOf(request.before)];
  const last = FIRST + after.length + before.length;
  const { condition, parameters } = filtering(filter, last + 1);
  return select(
    db,
    `with ${ME}, ${PASSES}, ${GRANTED}
     select ${NODE}, ${FACTS}, (${by[0]})::text as order_key,
       ${totalOf(isCounted, `from node n where n.parent_id = $6 and n.trashed_at is null ${condition}`)}
     from (select n.* from node n where n.parent_id = (select n.id from node n, me, granted where n.id = $6 and ${SEEN})
       and n.trashed_at is null
       ${beyond(by, isUp, { key: request.after, from: FIRST, isAfter: true })}
       ${beyond(by, isUp, { key: request.before, from: FIRST + after.length, isAfter: false })}
       ${condition} ${sorted} limit $${String(last)}) n
     cross join me ${HEAD} ${sorted}`,
    [
      ...[...subjectParameters(who), who.organizationId, folderId],
      ...[...after, ...before, request.limit + 1],
      ...parameters,
    ],
  );
}
