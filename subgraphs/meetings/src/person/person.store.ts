import { byKey, select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { PersonRow } from './person.table.js';

const PERSON = 'id, organization_id, kind, state, display_name, team_ids';

export async function peopleById(db: EntityManager, ids: readonly string[]): Promise<Map<string, PersonRow>> {
  return byKey(await select<PersonRow>(db, `select ${PERSON} from person where id = any($1)`, [ids]), 'id');
}

/** Takes people in as identity has them now. */
export async function savePeople(db: EntityManager, people: readonly PersonRow[]): Promise<void> {
  await db.query(
    `insert into person (${PERSON})
     select p.id, p."organizationId", p.kind, p.state, p."displayName", coalesce(p."teamIds", '{}')
     from jsonb_to_recordset($1::jsonb) as p (id text, "organizationId" text, kind text, state text,
       "displayName" text, "teamIds" text[])
     on conflict (id) do update set organization_id = excluded.organization_id, kind = excluded.kind,
       state = excluded.state, display_name = excluded.display_name, team_ids = excluded.team_ids`,
    [JSON.stringify(people)],
  );
}
