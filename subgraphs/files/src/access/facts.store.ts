import { byKey, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { HEAD, NODE } from '../node/node-columns.js';
import { FACTS, ME, PASSES } from './access-conditions.js';
import { type Subject, subjectParameters } from './principal.rules.js';
import type { NodeFor } from './rights.rules.js';

/** Nodes of somebody's organisation by id, with all that decides what that person may do with them. */
export async function factsById(
  db: EntityManager,
  who: Subject,
  ids: readonly string[],
): Promise<Map<string, NodeFor>> {
  const rows = await select<NodeFor>(
    db,
    `with ${ME}, ${PASSES}
     select ${NODE}, ${FACTS} from node n cross join me ${HEAD}
     where n.id = any($5) and n.organization_id = $6`,
    [...subjectParameters(who), ids, who.organizationId],
  );
  return byKey(rows, 'id');
}
