import { byKey, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { DepartmentRow, GuestPassRow, PersonRow, TeamRow } from './person.table.js';

const PERSON =
  'id, organization_id, kind, state, display_name, department_ids, team_ids, role_ids, country, region';

export async function peopleById(db: EntityManager, ids: readonly string[]): Promise<Map<string, PersonRow>> {
  return byKey(await select<PersonRow>(db, `select ${PERSON} from person where id = any($1)`, [ids]), 'id');
}

export async function teamsById(db: EntityManager, ids: readonly string[]): Promise<Map<string, TeamRow>> {
  const statement = 'select id, organization_id, name from team where id = any($1)';
  return byKey(await select<TeamRow>(db, statement, [ids]), 'id');
}

/** Takes people in as identity has them now. */
export async function savePeople(db: EntityManager, people: readonly PersonRow[]): Promise<void> {
  await db.query(
    `insert into person (${PERSON})
     select p.id, p."organizationId", p.kind, p.state, p."displayName", coalesce(p."departmentIds", '{}'),
       coalesce(p."teamIds", '{}'), coalesce(p."roleIds", '{}'), p.country, p.region
     from jsonb_to_recordset($1::jsonb) as p (id text, "organizationId" text, kind text, state text,
       "displayName" text, "departmentIds" text[], "teamIds" text[], "roleIds" text[], country text, region text)
     on conflict (id) do update set organization_id = excluded.organization_id, kind = excluded.kind,
       state = excluded.state, display_name = excluded.display_name, department_ids = excluded.department_ids,
       team_ids = excluded.team_ids, role_ids = excluded.role_ids, country = excluded.country,
       region = excluded.region`,
    [JSON.stringify(people)],
  );
}

/** Takes departments or teams in as identity has them now. */
async function saveGroups(
  db: EntityManager,
  table: 'department' | 'team',
  groups: readonly (DepartmentRow | TeamRow)[],
): Promise<void> {
  await db.query(
    `insert into ${table} (id, organization_id, name)
     select g.id, g."organizationId", g.name
     from jsonb_to_recordset($1::jsonb) as g (id text, "organizationId" text, name text)
     on conflict (id) do update set name = excluded.name`,
    [JSON.stringify(groups)],
  );
}

export const saveDepartments = (db: EntityManager, departments: readonly DepartmentRow[]): Promise<void> =>
  saveGroups(db, 'department', departments);

export const saveTeams = (db: EntityManager, teams: readonly TeamRow[]): Promise<void> =>
  saveGroups(db, 'team', teams);

/** Takes guest passes in as identity has them now. */
export async function savePasses(db: EntityManager, passes: readonly GuestPassRow[]): Promise<void> {
  await db.query(
    `insert into guest_pass (id, organization_id, guest_id, issued_by_id, ends_at, over)
     select p.id, p."organizationId", p."guestId", p."issuedById", p."endsAt", p.over
     from jsonb_to_recordset($1::jsonb) as p (id text, "organizationId" text, "guestId" text, "issuedById" text,
       "endsAt" timestamptz, over boolean)
     on conflict (id) do update set guest_id = excluded.guest_id, issued_by_id = excluded.issued_by_id,
       ends_at = excluded.ends_at, over = excluded.over`,
    [JSON.stringify(passes)],
  );
}
