import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { MemberRole } from './channel.js';

/** A difference between who belongs to a department and who is in its channel. */
export interface DepartmentDifference {
  readonly channelId: string;
  readonly personId: string;
  /** What they should be in the channel; null for those who should not be there. */
  readonly role: MemberRole | null;
  /** Whether they are in the channel now. */
  readonly present: boolean;
}

/**
 * What differs for these people (null for all) in the channels of these departments (null for all), in the order in
 * which channels are locked. Guests and customers are never swept in, and a ban outlasts a department.
 */
export const departmentDifferences = (
  db: EntityManager,
  of: { readonly personIds: readonly string[] | null; readonly departmentIds: readonly string[] | null },
): Promise<DepartmentDifference[]> =>
  select<DepartmentDifference>(
    db,
    `with wanted as (
       select c.id as channel_id, p.id as person_id, case when d.head_id = p.id then 'OWNER' else 'MEMBER' end as role
       from channel c join person p on c.department_id = any(p.department_ids)
       left join department d on d.id = c.department_id
       where c.kind = 'DEPARTMENT' and p.organization_id = c.organization_id and p.state = 'ACTIVE'
         and p.kind not in ('GUEST', 'CUSTOMER')
         and ($1::text[] is null or p.id = any($1)) and ($2::text[] is null or c.department_id = any($2))
     ), present as (
       select m.channel_id, m.person_id, m.role, m.origin, m.ended_at, m.banned_at
       from membership m join channel c on c.id = m.channel_id and c.kind = 'DEPARTMENT'
       where ($1::text[] is null or m.person_id = any($1)) and ($2::text[] is null or c.department_id = any($2))
     )
     select coalesce(w.channel_id, p.channel_id) as channel_id, coalesce(w.person_id, p.person_id) as person_id,
            w.role, p.person_id is not null and p.ended_at is null as present
     from wanted w full join present p on p.channel_id = w.channel_id and p.person_id = w.person_id
     where p.banned_at is null and (
       (w.person_id is not null and (p.person_id is null or p.ended_at is not null))
       or (w.role = 'OWNER' and p.ended_at is null and p.role <> 'OWNER')
       or (w.role = 'MEMBER' and p.ended_at is null and p.role = 'OWNER' and p.origin = 'DEPARTMENT')
       or (w.person_id is null and p.ended_at is null and p.origin = 'DEPARTMENT'))
     order by 1, 2`,
    [of.personIds, of.departmentIds],
  );
