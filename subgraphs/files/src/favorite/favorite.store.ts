import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** Marks a node for somebody, or takes the mark away. */
export async function setMark(
  db: EntityManager,
  personId: string,
  nodeId: string,
  isMarked: boolean,
): Promise<void> {
  await db.query(
    isMarked
      ? 'insert into favorite (person_id, node_id) values ($1, $2) on conflict do nothing'
      : 'delete from favorite where person_id = $1 and node_id = $2',
    [personId, nodeId],
  );
}

/** Those of these nodes that somebody marked. */
export async function marked(
  db: EntityManager,
  personId: string,
  nodeIds: readonly string[],
): Promise<Map<string, boolean>> {
  const rows = await select<{ nodeId: string }>(
    db,
    'select node_id from favorite where person_id = $1 and node_id = any($2)',
    [personId, nodeIds],
  );
  return new Map(rows.map(({ nodeId }) => [nodeId, true]));
}
