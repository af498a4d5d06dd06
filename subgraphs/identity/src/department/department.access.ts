import { load, loadMany, notFound } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { viewerIsOutside } from '../user/user.access.js';
import { departmentsById } from './department.store.js';
import type { DepartmentRow } from './department.table.js';

const departments = (ctx: IdentityContext, ids: readonly string[]) => departmentsById(ctx.db, ids);

/** A department of the viewer's organisation; guests and customers see none. */
export async function findDepartment(ctx: IdentityContext, id: string): Promise<DepartmentRow | null> {
  const department = await load(ctx, departments, id);
  if (department?.organizationId !== ctx.viewer.organizationId) return null;
  return (await viewerIsOutside(ctx)) ? null : department;
}

/** The departments of these ids that the viewer sees. */
export async function findDepartments(
  ctx: IdentityContext,
  ids: readonly string[],
): Promise<DepartmentRow[]> {
  if (ids.length === 0 || (await viewerIsOutside(ctx))) return [];
  const found = await loadMany(ctx, departments, ids);
  return found.filter(({ organizationId }) => organizationId === ctx.viewer.organizationId);
}

/** A department that has to be there. */
export async function accessDepartment(ctx: IdentityContext, id: string): Promise<DepartmentRow> {
  const department = await findDepartment(ctx, id);
  if (!department) throw notFound('Department');
  return department;
}
