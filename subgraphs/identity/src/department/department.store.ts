import { In, type EntityManager } from 'typeorm';
import type { PageRequest } from '@parley/kit';
import { DepartmentMemberRow, DepartmentRow } from './department.table.js';

export async function departmentsById(
  db: EntityManager,
  ids: readonly string[],
): Promise<Map<string, DepartmentRow>> {
  const rows = await db.findBy(DepartmentRow, { id: In([...ids]) });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function insertDepartment(
  db: EntityManager,
  row: Omit<DepartmentRow, 'sortName' | 'version'>,
): Promise<void> {
  await db.createQueryBuilder().insert().into(DepartmentRow).values(row).updateEntity(false).execute();
}

/** Changes a department if its version is still the expected one; tells whether it was. */
export async function updateDepartmentRow(
  db: EntityManager,
  id: string,
  expectedVersion: number,
  changes: Partial<DepartmentRow>,
): Promise<boolean> {
  const result = await db
    .createQueryBuilder()
    .update(DepartmentRow)
    .set({ ...changes, version: () => 'version + 1' })
    .where('id = :id and version = :expectedVersion', { id, expectedVersion })
    .updateEntity(false)
    .execute();
  return result.affected === 1;
}

/** Whether `ancestorId` is the department itself or stands above it. */
export async function isWithin(db: EntityManager, id: string, ancestorId: string): Promise<boolean> {
  const [row]: { found: boolean }[] = await db.query(
    `with recursive above as (
       select id, parent_id from department where id = $1
       union select d.id, d.parent_id from department d join above on d.id = above.parent_id
     ) select exists (select 1 from above where id = $2) as found`,
    [id, ancestorId],
  );
  return row?.found ?? false;
}

function ofOrganization(db: EntityManager, organizationId: string, parentId: string | null) {
  return db
    .createQueryBuilder(DepartmentRow, 'd')
    .where('d.organization_id = :organizationId and d.parent_id is not distinct from :parentId', {
      organizationId,
      parentId,
    });
}

/** One more than a page of the departments below a parent (null: the top ones) by name, in reading direction. */
export function departmentPage(
  db: EntityManager,
  organizationId: string,
  parentId: string | null,
  page: PageRequest,
): Promise<DepartmentRow[]> {
  const query = ofOrganization(db, organizationId, parentId);
  const direction = page.backward ? 'DESC' : 'ASC';
  if (page.after) {
    query.andWhere('(d.sort_name, d.id) > (:an, :ai)', { an: page.after[0], ai: page.after[1] });
  }
  if (page.before) {
    query.andWhere('(d.sort_name, d.id) < (:bn, :bi)', { bn: page.before[0], bi: page.before[1] });
  }
  return query
    .orderBy('d.sortName', direction)
    .addOrderBy('d.id', direction)
    .limit(page.limit + 1)
    .getMany();
}

export const countDepartments = (
  db: EntityManager,
  organizationId: string,
  parentId: string | null,
): Promise<number> => ofOrganization(db, organizationId, parentId).getCount();

/** Where each of these people belongs, by id of the department. */
export async function departmentIdsByUser(
  db: EntityManager,
  userIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await db.find(DepartmentMemberRow, {
    where: { userId: In([...userIds]) },
    order: { departmentId: 'ASC' },
  });
  const byUser = Map.groupBy(rows, ({ userId }) => userId);
  return new Map(
    [...byUser].map(([userId, members]) => [userId, members.map(({ departmentId }) => departmentId)]),
  );
}

/** Sets where somebody belongs. */
export async function replaceDepartments(
  db: EntityManager,
  userId: string,
  departmentIds: readonly string[],
): Promise<void> {
  await db.delete(DepartmentMemberRow, { userId });
  const rows = departmentIds.map((departmentId) => ({ departmentId, userId }));
  if (rows.length > 0) await db.insert(DepartmentMemberRow, rows);
}
