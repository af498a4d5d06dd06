import { type PageRequest, boundsOf, byTime, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { FACTS, ME, PASSES } from '../access/access-conditions.js';
import { type Subject, subjectParameters } from '../access/principal.rules.js';
import type { NodeFor } from '../access/rights.rules.js';
import { keptOf } from '../hold/hold-conditions.js';
import { type Counted, totalOf } from '../listing/total.js';
import { HEAD, NODE } from '../node/node-columns.js';

/** Throws a node away with all below it that is not in the trash already; `byId` is null where that happens by itself. */
export async function throwAway(db: EntityManager, id: string, byId: string | null): Promise<void> {
  await db.query(
    `update node set trashed_at = clock_timestamp(), trashed_by_id = $2, trash_root_id = $1
     where ancestors @> array[$1] and trashed_at is null`,
    [id, byId],
  );
}

/** Brings back what was thrown away as a whole. */
export async function bringBack(db: EntityManager, id: string): Promise<void> {
  await db.query(
    `update node set trashed_at = null, trashed_by_id = null, trash_root_id = null
     where ancestors @> array[$1] and trash_root_id = $1`,
    [id],
  );
}

/** Ids of a node and of all below it. */
export async function idsUnder(db: EntityManager, id: string): Promise<string[]> {
  const rows = await select<{ id: string }>(db, 'select id from node where ancestors @> array[$1]', [id]);
  return rows.map((row) => row.id);
}

/** Removes a node and all below it, with everything that was about them. */
export async function removeUnder(db: EntityManager, id: string): Promise<void> {
  await db.query('delete from node where ancestors @> array[$1]', [id]);
}

/** A node of the trash with when it went there, as text. */
export interface Thrown extends NodeFor, Counted {
  readonly trashedKey: string;
}

/** One page of what somebody can bring back, newest first, and one more where there is one. */
export function trashPage(
  db: EntityManager,
  who: Subject,
  request: PageRequest,
  isCounted: boolean,
): Promise<Thrown[]> {
  const theirs = `n.holder_id = any(me.ids) and n.organization_id = $5 and n.trashed_at is not null
    and n.trash_root_id = n.id`;
  return select(
    db,
    `with ${ME}, ${PASSES}
     select ${NODE}, ${FACTS}, n.trashed_at::text as trashed_key,
       ${totalOf(isCounted, `from node n, me where ${theirs}`)}
     from node n cross join me ${HEAD}
     where ${theirs}
       and ${byTime({ at: 'n.trashed_at', id: 'n.id', first: 'newest' }, request, 6)}`,
    [...subjectParameters(who), who.organizationId, ...boundsOf(request), request.limit + 1],
  );
}

/** Something whose time in the trash is over. */
export interface Overdue {
  readonly id: string;
  readonly organizationId: string;
}

/** What has been in the trash for longer than its organisation keeps it, and no legal hold does, oldest first. */
export const overdue = (db: EntityManager, usualDays: number, limit: number): Promise<Overdue[]> =>
  select(
    db,
    `select n.id, n.organization_id from node n left join storage_policy p on p.organization_id = n.organization_id
     where n.trashed_at < now() - coalesce(p.trash_days, $1) * interval '1 day' and n.trash_root_id = n.id
       and not exists (select from node k where k.ancestors @> array[n.id] and ${keptOf('k')})
     order by n.trashed_at limit $2`,
    [usualDays, limit],
  );
