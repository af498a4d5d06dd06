import { In, type EntityManager } from 'typeorm';
import { RoleGrantRow, RoleRow } from './role.table.js';

export async function rolesById(db: EntityManager, ids: readonly string[]): Promise<Map<string, RoleRow>> {
  const rows = await db.findBy(RoleRow, { id: In([...ids]) });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Roles of an organisation by name, at most 100. */
export const rolesOfOrganization = (db: EntityManager, organizationId: string): Promise<RoleRow[]> =>
  db.find(RoleRow, { where: { organizationId }, order: { name: 'ASC' }, take: 100 });

export const insertRoles = (db: EntityManager, rows: readonly RoleRow[]): Promise<unknown> =>
  db.insert(RoleRow, [...rows]);

/** Valid grants of each of these people, oldest first, at most 20 a person. */
export async function grantsByUser(
  db: EntityManager,
  userIds: readonly string[],
): Promise<Map<string, RoleGrantRow[]>> {
  const rows = await db
    .createQueryBuilder(RoleGrantRow, 'g')
    .where('g.user_id = any(:userIds)', { userIds })
    .andWhere('(g.expires_at is null or g.expires_at > now())')
    .orderBy('g.id')
    .getMany();
  const byUser = Map.groupBy(rows, ({ userId }) => userId);
  return new Map([...byUser].map(([userId, grants]) => [userId, grants.slice(0, 20)]));
}

/** Gives a role, or moves the end of a grant that stands. */
export async function upsertGrant(db: EntityManager, grant: RoleGrantRow): Promise<void> {
  await db.query(
    `insert into role_grant (id, user_id, role_id, department_id, expires_at, granted_by_id)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (user_id, role_id, department_id)
       do update set expires_at = excluded.expires_at, granted_by_id = excluded.granted_by_id`,
    [grant.id, grant.userId, grant.roleId, grant.departmentId, grant.expiresAt, grant.grantedById],
  );
}

/** Takes a role away; tells whether it was held. */
export async function deleteGrant(
  db: EntityManager,
  grant: Pick<RoleGrantRow, 'userId' | 'roleId' | 'departmentId'>,
): Promise<boolean> {
  const result = await db
    .createQueryBuilder()
    .delete()
    .from(RoleGrantRow)
    .where(
      'user_id = :userId and role_id = :roleId and department_id is not distinct from :departmentId',
      grant,
    )
    .execute();
  return (result.affected ?? 0) > 0;
}

/** How many active people rule the organisation other than this one. */
export async function othersWithPermission(
  db: EntityManager,
  userId: string,
  permission: string,
): Promise<number> {
  const [row]: { count: string }[] = await db.query(
    `select count(distinct u.id) from user_account me
       join user_account u on u.organization_id = me.organization_id and u.id <> me.id and u.state = 'ACTIVE'
       join role_grant g on g.user_id = u.id and g.department_id is null
         and (g.expires_at is null or g.expires_at > now())
       join role r on r.id = g.role_id and $2 = any(r.permissions)
     where me.id = $1`,
    [userId, permission],
  );
  return Number(row?.count ?? 0);
}

/** Removes grants that are over and tells whose they were. */
export async function deleteEndedGrants(db: EntityManager): Promise<string[]> {
  const result = await db
    .createQueryBuilder()
    .delete()
    .from(RoleGrantRow)
    .where('expires_at <= now()')
    .returning('user_id')
    .execute();
  return (result.raw as { user_id: string }[]).map(({ user_id }) => user_id);
}
