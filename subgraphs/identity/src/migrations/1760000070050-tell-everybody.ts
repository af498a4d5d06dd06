import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A subgraph that is new reads the log from its beginning, which is as old as the log is kept. What identity told before
 * that, and what teams are called, is told here, once, as it is by now.
 */
export class TellEverybody1760000070050 implements MigrationInterface {
  name = 'TellEverybody1760000070050';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [PEOPLE, DEPARTMENTS, TEAMS, PASSES]) await runner.query(statement);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}

/** As tellUserChanged() says it. */
const PEOPLE = `
  select log_append('organization:' || u.organization_id, 'userChanged', jsonb_build_object(
    'userId', u.id, 'organizationId', u.organization_id, 'kind', u.kind, 'state', u.state,
    'displayName', u.display_name,
    'departmentIds', to_jsonb(array(select department_id from department_member where user_id = u.id order by 1)),
    'teamIds', to_jsonb(array(select team_id from team_member where user_id = u.id order by 1)),
    'roles', to_jsonb(array(select distinct coalesce(r.template, r.id) from role_grant g join role r on r.id = g.role_id
      where g.user_id = u.id and (g.expires_at is null or g.expires_at > now()))),
    'roleIds', to_jsonb(array(select distinct g.role_id from role_grant g
      where g.user_id = u.id and (g.expires_at is null or g.expires_at > now()) order by 1)),
    'country', u.country, 'subdivision', u.subdivision, 'region', u.region_code,
    'timeZone', u.time_zone, 'locale', u.locale, 'workingHours', u.working_hours
  ), null, u.region_code)
  from user_account u order by u.organization_id, u.id`;

const DEPARTMENTS = `
  select log_append('organization:' || d.organization_id, 'departmentChanged', jsonb_build_object(
    'departmentId', d.id, 'organizationId', d.organization_id, 'name', d.name, 'headId', d.head_id), null, null)
  from department d order by d.organization_id, d.id`;

const TEAMS = `
  select log_append('organization:' || t.organization_id, 'teamChanged', jsonb_build_object(
    'teamId', t.id, 'organizationId', t.organization_id, 'name', t.name), null, null)
  from team t order by t.organization_id, t.id`;

const PASSES = `
  select log_append('organization:' || p.organization_id, 'guestPassChanged', jsonb_build_object(
    'passId', p.id, 'organizationId', p.organization_id, 'guestId', p.guest_id, 'issuedById', p.issued_by_id,
    'grants', p.grants, 'endsAt', to_char(p.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'over', p.revoked_at is not null or p.ends_at <= now()), null, p.region_code)
  from guest_pass p order by p.organization_id, p.id`;
