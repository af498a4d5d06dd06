import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { HOLDS } from '../access/access-conditions.js';

/** Notes that a node is followed for some time from now. */
export async function markFollowed(db: EntityManager, nodeId: string, seconds: number): Promise<void> {
  await db.query(
    `insert into followed as f (node_id, until) values ($1, now() + $2 * interval '1 s')
     on conflict (node_id) do update set until = greatest(f.until, excluded.until)`,
    [nodeId, seconds],
  );
}

/** Nodes at or below another one that are followed at this moment. */
export async function followedUnder(db: EntityManager, nodeId: string): Promise<string[]> {
  const rows = await select<{ id: string }>(
    db,
    `select n.id from followed f join node n on n.id = f.node_id where f.until > now() and n.ancestors @> array[$1]
     order by n.id`,
    [nodeId],
  );
  return rows.map(({ id }) => id);
}

/** Nodes that are followed at this moment and that any of these people, groups or channels have to do with. */
export async function followedBy(db: EntityManager, principalIds: readonly string[]): Promise<string[]> {
  const rows = await select<{ id: string }>(
    db,
    `select n.id from followed f join node n on n.id = f.node_id where f.until > now() and (
       n.holder_id = any($1) or n.channel_id = any($1) or exists (
         select from node_grant g where g.node_id = any(n.ancestors) and g.grantee_id = any($1) and ${HOLDS}))
     order by n.id`,
    [principalIds],
  );
  return rows.map(({ id }) => id);
}

/** Forgets what nobody follows any more. */
export async function forgetFollowed(db: EntityManager): Promise<void> {
  await db.query(`delete from followed where until < now() - interval '1 hour'`);
}
