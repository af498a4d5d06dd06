import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { keptOf } from './hold-conditions.js';

/** Whether a legal hold keeps a node or anything below it. */
export async function keepsUnder(db: EntityManager, nodeId: string): Promise<boolean> {
  const statement = `select from node n where n.ancestors @> array[$1] and ${keptOf('n')} limit 1`;
  return (await select(db, statement, [nodeId])).length > 0;
}
