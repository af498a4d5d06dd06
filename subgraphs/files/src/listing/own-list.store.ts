import { type PageRequest, boundsOf, byTime, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { FACTS, GRANTED, ME, PASSES, SEEN } from '../access/access-conditions.js';
import { type Subject, subjectParameters } from '../access/principal.rules.js';
import type { NodeFor } from '../access/rights.rules.js';
import { HEAD, NODE } from '../node/node-columns.js';
import { type Counted, totalOf } from './total.js';

/** A node with when its viewer used or marked it, as text. */
export interface Listed extends NodeFor, Counted {
  readonly atKey: string;
}

/** Lists that a person has alone, by the table that keeps them. */
export type OwnList = 'recent_use' | 'favorite';

/** One page of files that somebody used or marked and still sees, newest first, and one more where there is one. */
export const ownPage = (
  db: EntityManager,
  who: Subject,
  list: OwnList,
  request: PageRequest,
  isCounted: boolean,
): Promise<Listed[]> =>
  select(
    db,
    `with ${ME}, ${PASSES}, ${GRANTED}
     select ${NODE}, ${FACTS}, l.at::text as at_key,
       ${totalOf(isCounted, `from ${list} l join node n on n.id = l.node_id, me, granted where l.person_id = $1 and ${SEEN}`)}
     from ${list} l join node n on n.id = l.node_id cross join me cross join granted ${HEAD}
     where l.person_id = $1 and ${SEEN}
       and ${byTime({ at: 'l.at', id: 'l.node_id', first: 'newest' }, request, 6)}`,
    [...subjectParameters(who), who.organizationId, ...boundsOf(request), request.limit + 1],
  );
