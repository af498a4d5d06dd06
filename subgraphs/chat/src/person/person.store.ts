import { byKey, containing, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { DepartmentRow, PersonRow } from './person.table.js';

const PERSON =
  'id, organization_id, kind, state, display_name, department_ids, team_ids, role_ids, country, region, time_zone, working_hours';

export async function peopleById(db: EntityManager, ids: readonly string[]): Promise<Map<string, PersonRow>> {
  return byKey(await select<PersonRow>(db, `select ${PERSON} from person where id = any($1)`, [ids]), 'id');
}

export async function departmentsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, DepartmentRow>> {
  const statement = 'select id, organization_id, name, head_id from department where id = any($1)';
  return byKey(await select<DepartmentRow>(db, statement, [ids]), 'id');
}

const NAMED_AT_MOST = 50;

/** People of an organisation whose name holds that text. */
export async function peopleNamed(
  db: EntityManager,
  organizationId: string,
  text: string,
): Promise<string[]> {
  const rows = await select<{ id: string }>(
    db,
    `select id from person where organization_id = $1 and display_name ilike $2 order by id limit $3`,
    [organizationId, containing(text), NAMED_AT_MOST],
  );
  return rows.map(({ id }) => id);
}

/** Of these departments, teams and roles those of that organisation; a team or role without people is not known here. */
export async function groupsAmong(
  db: EntityManager,
  organizationId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await select<{ id: string }>(
    db,
    `select id from department where id = any($2) and organization_id = $1
     union all
     select g.id from unnest($2::text[]) g (id) where exists (
       select from person p where (p.team_ids @> array[g.id] or p.role_ids @> array[g.id]) and p.organization_id = $1)`,
    [organizationId, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Takes people in as identity has them now. */
export async function savePeople(db: EntityManager, people: readonly PersonRow[]): Promise<void> {
  await db.query(
    `insert into person (${PERSON})
     select p.id, p."organizationId", p.kind, p.state, p."displayName", p."departmentIds",
       coalesce(p."teamIds", '{}'), coalesce(p."roleIds", '{}'), p.country, p.region,
       coalesce(p."timeZone", 'UTC'), coalesce(p."workingHours", '[]')
     from jsonb_to_recordset($1::jsonb) as p (id text, "organizationId" text, kind text, state text,
       "displayName" text, "departmentIds" text[], "teamIds" text[], "roleIds" text[], country text, region text,
       "timeZone" text, "workingHours" jsonb)
     on conflict (id) do update set organization_id = excluded.organization_id, kind = excluded.kind,
       state = excluded.state, display_name = excluded.display_name, department_ids = excluded.department_ids,
       team_ids = excluded.team_ids, role_ids = excluded.role_ids,
       country = excluded.country, region = excluded.region, time_zone = excluded.time_zone,
       working_hours = excluded.working_hours`,
    [JSON.stringify(people)],
  );
}

/** Takes departments in as identity has them now. */
export async function saveDepartments(
  db: EntityManager,
  departments: readonly DepartmentRow[],
): Promise<void> {
  await db.query(
    `insert into department (id, organization_id, name, head_id)
     select d.id, d."organizationId", d.name, d."headId"
     from jsonb_to_recordset($1::jsonb) as d (id text, "organizationId" text, name text, "headId" text)
     on conflict (id) do update set name = excluded.name, head_id = excluded.head_id`,
    [JSON.stringify(departments)],
  );
}
