import { byKey, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { HOLDS } from './access-conditions.js';
import type { Audience } from './audience.rules.js';
import { LEADS } from './link-conditions.js';

const NAMED_AT_MOST = 50;

/** How many people a grant `g` stands for. */
const PEOPLE = `case g.grantee_kind
  when 'TEAM' then (select count(*) from person where team_ids @> array[g.grantee_id] and state = 'ACTIVE')
  when 'DEPARTMENT' then (select count(*) from person where department_ids @> array[g.grantee_id] and state = 'ACTIVE')
  when 'ROLE' then (select count(*) from person where role_ids @> array[g.grantee_id] and state = 'ACTIVE')
  when 'CHANNEL' then (select count(*) from channel_member where channel_id = g.grantee_id) end`;

/** With whom nodes are shared, on the node or above it, whoever asks. */
export async function audiencesById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, Audience & { readonly id: string }>> {
  const rows = await select<Audience & { id: string }>(
    db,
    `select n.id, n.holder_id,
       coalesce((select display_name from person where id = n.holder_id), (select name from team where id = n.holder_id))
         as holder_name,
       case when n.is_sent then n.channel_id end as channel_id, (select name from channel where id = n.channel_id) as channel_name,
       (select count(*)::int from channel_member where channel_id = n.channel_id) as channel_people,
       coalesce((select jsonb_agg(jsonb_build_object('kind', s.grantee_kind, 'id', s.grantee_id, 'name', s.name, 'people', s.people,
           'rights', s.rights, 'ends', s.ends)) from (
         select distinct on (g.grantee_id) g.grantee_kind, g.grantee_id, g.rights, g.expires_at is not null as ends,
           coalesce(p.display_name, d.name, t.name, c.name) as name, ${PEOPLE} as people
         from node_grant g
         left join person p on g.grantee_kind = 'USER' and p.id = g.grantee_id
         left join department d on g.grantee_kind = 'DEPARTMENT' and d.id = g.grantee_id
         left join team t on g.grantee_kind = 'TEAM' and t.id = g.grantee_id
         left join channel c on g.grantee_kind = 'CHANNEL' and c.id = g.grantee_id
         where g.node_id = any(n.ancestors) and ${HOLDS}
         order by g.grantee_id limit ${String(NAMED_AT_MOST)}) s), '[]') as shares,
       (select jsonb_build_object('count', count(*),
           'isOpen', coalesce(bool_or(l.password_hash is null and l.recipient is null), false),
           'areLocked', coalesce(bool_and(l.password_hash is not null), false),
           'until', case when bool_or(l.expires_at is null) then null else max(l.expires_at) end)
         from share_link l where l.node_id = any(n.ancestors) and ${LEADS}) as links
     from node n where n.id = any($1)`,
    [ids],
  );
  return byKey(rows, 'id');
}
