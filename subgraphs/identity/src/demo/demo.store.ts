import type { EntityManager } from 'typeorm';
import { DepartmentMemberRow, DepartmentRow } from '../department/department.table.js';
import { GuestPassRow } from '../guest-pass/guest-pass.table.js';
import { OrganizationRow } from '../organization/organization.table.js';
import { RoleGrantRow } from '../role/role.table.js';
import { TeamMemberRow, TeamRow } from '../team/team.table.js';
import { UserRow } from '../user/user.table.js';

/** Whether the demo was seeded; it is seeded in one transaction, so wholly or not at all. */
export const demoIsThere = (db: EntityManager, organizationId: string): Promise<boolean> =>
  db.existsBy(OrganizationRow, { id: organizationId });

/** Everything of the demo that organisations do not begin with by themselves. */
export interface DemoRows {
  readonly users: readonly Partial<UserRow>[];
  readonly departments: readonly Partial<DepartmentRow>[];
  readonly departmentMembers: readonly DepartmentMemberRow[];
  readonly teams: readonly Partial<TeamRow>[];
  readonly teamMembers: readonly TeamMemberRow[];
  readonly grants: readonly RoleGrantRow[];
  readonly passes: readonly Partial<GuestPassRow>[];
}

export async function insertDemoRows(db: EntityManager, rows: DemoRows): Promise<void> {
  const insert = async (table: new () => object, values: readonly object[]) => {
    await db
      .createQueryBuilder()
      .insert()
      .into(table)
      .values([...values])
      .updateEntity(false)
      .execute();
  };
  await insert(UserRow, rows.users);
  await insert(DepartmentRow, rows.departments);
  await insert(DepartmentMemberRow, rows.departmentMembers);
  await insert(TeamRow, rows.teams);
  await insert(TeamMemberRow, rows.teamMembers);
  await insert(RoleGrantRow, rows.grants);
  await insert(GuestPassRow, rows.passes);
}
