import { audit, conflict, invalid, load, newId, notFound, once, transaction } from '@parley/kit';
import { tellAccessChanged } from '../account/account.service.js';
import type { IdentityContext } from '../context.js';
import { accessDepartment } from '../department/department.access.js';
import { lookUpUser, requirePermission, viewerIsOutside, viewerKnows } from '../user/user.access.js';
import type { UserRow } from '../user/user.table.js';
import { accessRolesToGive, findRole } from './role.access.js';
import type { GrantRoleInput, WithdrawRoleInput } from './role.inputs.js';
import { RoleTemplate, roleTemplates } from './role-template.js';
import {
  deleteEndedGrants,
  deleteGrant,
  grantsByUser,
  insertRoles,
  othersWithPermission,
  rolesOfOrganization,
  upsertGrant,
} from './role.store.js';
import type { RoleGrantRow, RoleRow } from './role.table.js';

const SENTENCE = 'Only people who manage roles may do this';

export { findRole as readRole };

const grants = (ctx: IdentityContext, userIds: readonly string[]) => grantsByUser(ctx.db, userIds);

/** The roles somebody holds, as far as the viewer sees. */
export async function rolesOf(ctx: IdentityContext, user: { readonly id: string }): Promise<RoleGrantRow[]> {
  if (!(await viewerKnows(ctx, user)) || (await viewerIsOutside(ctx))) return [];
  return (await load(ctx, grants, user.id)) ?? [];
}

/** The role behind a grant that the viewer sees. */
export async function roleOfGrant(ctx: IdentityContext, roleId: string): Promise<RoleRow> {
  const role = await findRole(ctx, roleId);
  if (!role) throw notFound('Role');
  return role;
}

/** The roles of an organisation by name. */
export async function listRoles(ctx: IdentityContext, organizationId: string): Promise<RoleRow[]> {
  return (await viewerIsOutside(ctx)) ? [] : rolesOfOrganization(ctx.db, organizationId);
}

/** Makes one role of each template for a new organisation; answers with their ids. */
export async function makeTemplateRoles(
  ctx: IdentityContext,
  organizationId: string,
): Promise<Record<RoleTemplate, string>> {
  const rows = Object.values(RoleTemplate).map((template) => ({
    id: newId('role'),
    organizationId,
    template,
    name: roleTemplates[template].name,
    permissions: [...roleTemplates[template].permissions],
    version: 1,
  }));
  await insertRoles(ctx.db, rows);
  return Object.fromEntries(rows.map(({ template, id }) => [template, id])) as Record<RoleTemplate, string>;
}

/** Gives roles to an account that is being made. */
export async function giveRoles(
  ctx: IdentityContext,
  userId: string,
  roleIds: readonly string[],
  action: string,
): Promise<void> {
  for (const { id } of await accessRolesToGive(ctx, roleIds, action)) {
    await grantTo(ctx, userId, id, ctx.viewer.id);
  }
}

/** Gives a role without asking for the right to. */
export const grantTo = (
  ctx: IdentityContext,
  userId: string,
  roleId: string,
  grantedById: string | null,
): Promise<void> =>
  upsertGrant(ctx.db, {
    id: newId('grant'),
    userId,
    roleId,
    departmentId: null,
    expiresAt: null,
    grantedById,
  });

/** The person whose roles change; they must be somebody of the organisation. */
async function accessHolder(ctx: IdentityContext, userId: string, action: string): Promise<UserRow> {
  const user = await lookUpUser(ctx, userId);
  if (!user || user.state === 'FORMER') throw notFound('User');
  await requirePermission(ctx, 'MANAGE_ROLES', action, SENTENCE);
  return user;
}

export function grantRole(ctx: IdentityContext, input: GrantRoleInput): Promise<UserRow> {
  return transaction(ctx, async (ctx) => {
    const user = await accessHolder(ctx, input.userId, 'grantRole');
    if (user.kind === 'GUEST') throw invalid('userId', 'Guests have passes, not roles');
    await once(ctx, 'grantRole', input, async () => {
      await accessRolesToGive(ctx, [input.roleId], 'grantRole');
      const { userId, roleId, departmentId = null, expiresAt = null } = input;
      if (departmentId) await accessDepartment(ctx, departmentId);
      if (expiresAt && expiresAt <= new Date()) throw invalid('expiresAt', 'Choose an end in the future');
      const grantedById = ctx.viewer.id;
      await upsertGrant(ctx.db, { id: newId('grant'), userId, roleId, departmentId, expiresAt, grantedById });
      await audit(ctx, {
        action: 'grantRole',
        targetId: userId,
        details: { roleId, departmentId, expiresAt },
      });
      await tellAccessChanged(ctx, [userId]);
      return { id: userId };
    });
    return user;
  });
}

export function withdrawRole(ctx: IdentityContext, input: WithdrawRoleInput): Promise<UserRow> {
  return transaction(ctx, async (ctx) => {
    const user = await accessHolder(ctx, input.userId, 'withdrawRole');
    await once(ctx, 'withdrawRole', input, async () => {
      const { userId, roleId, departmentId = null } = input;
      const [role] = await accessRolesToGive(ctx, [roleId], 'withdrawRole');
      if (!(await deleteGrant(ctx.db, { userId, roleId, departmentId }))) throw notFound('Role');
      if (
        role?.permissions.includes('MANAGE_ROLES') &&
        (await othersWithPermission(ctx.db, userId, 'MANAGE_ROLES')) === 0
      ) {
        throw conflict('Somebody else has to manage roles before this person stops');
      }
      await audit(ctx, { action: 'withdrawRole', targetId: userId, details: { roleId, departmentId } });
      await tellAccessChanged(ctx, [userId]);
      return { id: userId };
    });
    return user;
  });
}

/** Removes grants whose end has come and tells their holders; run by the housekeeping job. */
export const endGrants = (ctx: IdentityContext): Promise<void> =>
  transaction(ctx, async (ctx) => {
    await tellAccessChanged(ctx, await deleteEndedGrants(ctx.db));
  });
