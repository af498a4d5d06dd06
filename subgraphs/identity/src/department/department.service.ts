import {
  type Page,
  type PageArgs,
  audit,
  invalid,
  load,
  newId,
  notFound,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { tellOrganization } from '../account/account.service.js';
import type { IdentityContext } from '../context.js';
import { changedMeanwhile } from '../stale.js';
import { checkColleagues, requirePermission, viewerIsOutside, viewerKnows } from '../user/user.access.js';
import { checkName } from '../user/user.rules.js';
import { accessDepartment, findDepartment, findDepartments } from './department.access.js';
import type { CreateDepartmentInput, UpdateDepartmentInput } from './department.inputs.js';
import {
  countDepartments,
  departmentIdsByUser,
  departmentPage,
  departmentsById,
  insertDepartment,
  isWithin,
  replaceDepartments,
  updateDepartmentRow,
} from './department.store.js';
import type { DepartmentRow } from './department.table.js';

export { findDepartment as readDepartment };

const membershipsOf = (ctx: IdentityContext, userIds: readonly string[]) =>
  departmentIdsByUser(ctx.db, userIds);

/** Where somebody belongs, as far as the viewer sees. */
export async function departmentsOf(
  ctx: IdentityContext,
  user: { readonly id: string },
): Promise<DepartmentRow[]> {
  if (!(await viewerKnows(ctx, user))) return [];
  return findDepartments(ctx, (await load(ctx, membershipsOf, user.id)) ?? []);
}

/** Departments below a parent, by default the top ones, by name. */
export async function listDepartments(
  ctx: IdentityContext,
  organizationId: string,
  args: PageArgs & { readonly parentId?: string | null },
): Promise<Page<DepartmentRow>> {
  const request = pageRequest(args);
  const keyOf = (row: DepartmentRow) => [row.sortName, row.id];
  if (await viewerIsOutside(ctx)) return toPage<DepartmentRow>([], request, keyOf, 0);
  const parentId = args.parentId ?? null;
  const [rows, total] = await Promise.all([
    departmentPage(ctx.db, organizationId, parentId, request),
    countDepartments(ctx.db, organizationId, parentId),
  ]);
  return toPage(rows, request, keyOf, total);
}

/** Sets where somebody belongs; whoever asks was checked for the right to change that person. */
export async function setDepartments(
  ctx: IdentityContext,
  userId: string,
  departmentIds: readonly string[],
): Promise<void> {
  if (departmentIds.length > MOST_DEPARTMENTS) {
    throw invalid('departmentIds', `Somebody belongs to at most ${String(MOST_DEPARTMENTS)} departments`);
  }
  const unique = [...new Set(departmentIds)];
  const found = await findDepartments(ctx, unique);
  if (found.length < unique.length) throw notFound('Department');
  await replaceDepartments(ctx.db, userId, unique);
}

const MOST_DEPARTMENTS = 20;
const SENTENCE = 'Only people who manage the organisation may do this';

export function createDepartment(ctx: IdentityContext, input: CreateDepartmentInput): Promise<DepartmentRow> {
  return transaction(ctx, async (ctx) => {
    await requirePermission(ctx, 'MANAGE_ORGANIZATION', 'createDepartment', SENTENCE);
    const id = await once(ctx, 'createDepartment', input, async () => {
      const row = {
        id: newId('department'),
        organizationId: ctx.viewer.organizationId,
        name: checkName('name', input.name),
        parentId: input.parentId ?? null,
        headId: input.headId ?? null,
      };
      if (row.parentId) await accessDepartment(ctx, row.parentId);
      if (row.headId) await checkColleagues(ctx, [row.headId]);
      await insertDepartment(ctx.db, row);
      await audit(ctx, { action: 'createDepartment', targetId: row.id, details: { name: row.name } });
      await tellDepartment(ctx, row);
      return row;
    });
    return reread(ctx, id);
  });
}

export function updateDepartment(ctx: IdentityContext, input: UpdateDepartmentInput): Promise<DepartmentRow> {
  return transaction(ctx, async (ctx) => {
    const present = await accessDepartment(ctx, input.departmentId);
    await requirePermission(ctx, 'MANAGE_ORGANIZATION', 'updateDepartment', SENTENCE);
    const id = await once(ctx, 'updateDepartment', input, () => changeDepartment(ctx, present, input));
    return reread(ctx, id);
  });
}

async function changeDepartment(
  ctx: IdentityContext,
  present: DepartmentRow,
  input: UpdateDepartmentInput,
): Promise<{ id: string }> {
  const { id } = present;
  const name = input.name == null ? present.name : checkName('name', input.name);
  // Absent leaves as it is, null takes away.
  const parentId = input.parentId === undefined ? present.parentId : input.parentId;
  const headId = input.headId === undefined ? present.headId : input.headId;
  if (parentId) {
    await accessDepartment(ctx, parentId);
    if (await isWithin(ctx.db, parentId, id)) {
      throw invalid('parentId', 'A department cannot stand below itself');
    }
  }
  if (headId && headId !== present.headId) await checkColleagues(ctx, [headId]);
  const changes = { name, parentId, headId };
  if (!(await updateDepartmentRow(ctx.db, id, input.expectedVersion, changes))) throw changedMeanwhile();
  await audit(ctx, { action: 'updateDepartment', targetId: id, details: changes });
  await tellDepartment(ctx, { id, organizationId: present.organizationId, name, headId });
  return { id };
}

const tellDepartment = (
  ctx: IdentityContext,
  { id, organizationId, name, headId }: Pick<DepartmentRow, 'id' | 'organizationId' | 'name' | 'headId'>,
): Promise<void> =>
  tellOrganization(ctx, organizationId, 'departmentChanged', {
    departmentId: id,
    organizationId,
    name,
    headId,
  });

async function reread(ctx: IdentityContext, id: string): Promise<DepartmentRow> {
  return (await departmentsById(ctx.db, [id])).get(id) ?? (await accessDepartment(ctx, id));
}
