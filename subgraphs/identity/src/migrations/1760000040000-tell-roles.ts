import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which roles people hold is told to other subgraphs, by id; of everybody who is there already it is told here, once. */
export class TellRoles1760000040000 implements MigrationInterface {
  name = 'TellRoles1760000040000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TELL_EVERYBODY);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}

/** As tellUserChanged() says it. */
const TELL_EVERYBODY = `
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
