import { In, type EntityManager } from 'typeorm';
import type { PageRequest } from '@parley/kit';
import type { UserFilterInput } from './directory.inputs.js';
import { UserRow } from './user.table.js';

/** What is known when an account is made. */
export type NewUser = Pick<
  UserRow,
  'id' | 'organizationId' | 'kind' | 'displayName' | 'regionCode' | 'timeZone' | 'locale'
> &
  Partial<UserRow>;

export async function usersById(db: EntityManager, ids: readonly string[]): Promise<Map<string, UserRow>> {
  const rows = await db.findBy(UserRow, { id: In([...ids]) });
  return new Map(rows.map((row) => [row.id, row]));
}

export const userByEmail = (db: EntityManager, email: string): Promise<UserRow | null> =>
  db.createQueryBuilder(UserRow, 'u').where('lower(u.email) = lower(:email)', { email }).getOne();

export async function insertUser(db: EntityManager, user: NewUser): Promise<void> {
  const row = { state: 'ACTIVE' as const, workingHours: [], version: 1, ...user };
  await db.createQueryBuilder().insert().into(UserRow).values(row).updateEntity(false).execute();
}

/** Changes an account if its version is still the expected one; tells whether it was. */
export async function updateUserRow(
  db: EntityManager,
  id: string,
  expectedVersion: number,
  changes: Partial<UserRow>,
): Promise<boolean> {
  const result = await db
    .createQueryBuilder()
    .update(UserRow)
    .set({ ...changes, version: () => 'version + 1' })
    .where('id = :id and version = :expectedVersion', { id, expectedVersion })
    .updateEntity(false)
    .execute();
  return result.affected === 1;
}

/** Changes an account whatever its version, which grows all the same. */
export async function setUserColumns(
  db: EntityManager,
  id: string,
  changes: Partial<UserRow>,
): Promise<void> {
  await db
    .createQueryBuilder()
    .update(UserRow)
    .set({ ...changes, version: () => 'version + 1' })
    .where('id = :id', { id })
    .updateEntity(false)
    .execute();
}

/** Sets a password; no edit of the profile, so its version stays. */
export async function setPasswordHash(db: EntityManager, id: string, passwordHash: string): Promise<void> {
  await db.update(UserRow, { id }, { passwordHash });
}

const escapeLike = (word: string): string => word.replaceAll(/[\\%_]/g, String.raw`\$&`);

/** Everybody of an organisation who fits, guests and customers among them. */
function matching(db: EntityManager, organizationId: string, filter: UserFilterInput) {
  const query = db
    .createQueryBuilder(UserRow, 'u')
    .where('u.organization_id = :organizationId', { organizationId })
    .andWhere(`u.state = any(:states)`, { states: filter.state ? [filter.state] : ['ACTIVE', 'DISABLED'] });
  for (const [index, word] of (filter.text?.trim().split(/\s+/) ?? []).filter(Boolean).entries()) {
    const name = `word${String(index)}`;
    query.andWhere(`u.search_name like '%' || search_form(:${name}) || '%'`, { [name]: escapeLike(word) });
  }
  const { kind, country, departmentId, teamId, roleId } = filter;
  if (kind) query.andWhere('u.kind = :kind', { kind });
  if (country) query.andWhere('u.country = :country', { country });
  if (departmentId) {
    query.andWhere('u.id in (select user_id from department_member where department_id = :departmentId)', {
      departmentId,
    });
  }
  if (teamId) query.andWhere('u.id in (select user_id from team_member where team_id = :teamId)', { teamId });
  if (roleId) {
    query.andWhere(
      `u.id in (select user_id from role_grant where role_id = :roleId
        and (expires_at is null or expires_at > now()))`,
      { roleId },
    );
  }
  return query;
}

/** One more than a page of people by name, in reading direction. */
export function userPage(
  db: EntityManager,
  organizationId: string,
  filter: UserFilterInput,
  page: PageRequest,
): Promise<UserRow[]> {
  const query = matching(db, organizationId, filter);
  const direction = page.backward ? 'DESC' : 'ASC';
  if (page.after) query.andWhere('(u.sort_name, u.id) > (:afterName, :afterId)', keyOf('after', page.after));
  if (page.before) {
    query.andWhere('(u.sort_name, u.id) < (:beforeName, :beforeId)', keyOf('before', page.before));
  }
  return query
    .orderBy('u.sortName', direction)
    .addOrderBy('u.id', direction)
    .limit(page.limit + 1)
    .getMany();
}

const keyOf = (side: 'after' | 'before', [name, id]: readonly unknown[]) => ({
  [`${side}Name`]: name,
  [`${side}Id`]: id,
});

export const countUsers = (
  db: EntityManager,
  organizationId: string,
  filter: UserFilterInput,
): Promise<number> => matching(db, organizationId, filter).getCount();

/** Which of these are active people of the organisation. */
export async function activeUsersAmong(
  db: EntityManager,
  organizationId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await db.find(UserRow, {
    select: { id: true },
    where: { id: In([...ids]), organizationId, state: 'ACTIVE' },
  });
  return new Set(rows.map(({ id }) => id));
}
