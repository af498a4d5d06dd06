import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import { ADMITS } from '../channel/admits.js';
import type { HiddenChannelLink } from './mention-preview.js';

/** What conditions of channels compare of a person p; see attributesOf() in admission.rules. */
const ATTRIBUTES = `jsonb_build_object('ROLE', to_jsonb(p.role_ids), 'DEPARTMENT', to_jsonb(p.department_ids),
  'TEAM', to_jsonb(p.team_ids), 'COUNTRY', to_jsonb(array_remove(array[p.country], null)))`;

/**
 * For each of some channels, from how many members of another one it is hidden, without that person: they are not in it,
 * and it is not open to them either. Channels that everybody can open are left out.
 */
export const hiddenFromMembers = (
  db: EntityManager,
  channelId: string,
  linkedIds: readonly string[],
  but: string,
): Promise<HiddenChannelLink[]> =>
  select<HiddenChannelLink>(
    db,
    `select c.id as channel_id, count(*)::int as hidden_from
     from channel c, membership m join person p on p.id = m.person_id and p.state = 'ACTIVE'
     where c.id = any($2) and m.channel_id = $1 and m.ended_at is null and m.person_id <> $3
       and not exists (select 1 from membership s
         where s.channel_id = c.id and s.person_id = p.id and s.ended_at is null)
       and not (c.kind = 'PUBLIC' and p.organization_id = c.organization_id
         and p.kind not in ('GUEST', 'CUSTOMER') and ${ADMITS(`(${ATTRIBUTES})`)}
         and not exists (select 1 from membership b
           where b.channel_id = c.id and b.person_id = p.id and b.banned_at is not null))
     group by c.id order by c.id`,
    [channelId, linkedIds, but],
  );
