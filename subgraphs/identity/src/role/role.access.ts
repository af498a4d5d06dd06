import { audit, forbidden, hasPermission, load, loadMany, notFound } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { viewerIsOutside } from '../user/user.access.js';
import { rolesById } from './role.store.js';
import type { RoleRow } from './role.table.js';

const roles = (ctx: IdentityContext, ids: readonly string[]) => rolesById(ctx.db, ids);

/** A role of the viewer's organisation; guests and customers see none. */
export async function findRole(ctx: IdentityContext, id: string): Promise<RoleRow | null> {
  const role = await load(ctx, roles, id);
  if (role?.organizationId !== ctx.viewer.organizationId) return null;
  return (await viewerIsOutside(ctx)) ? null : role;
}

/**
 * Roles that the viewer may hand out: nobody gives away more than they have.
 * @throws FORBIDDEN, with a trace, when a role allows what the viewer is not allowed
 */
export async function accessRolesToGive(
  ctx: IdentityContext,
  ids: readonly string[],
  action: string,
): Promise<RoleRow[]> {
  const found = await loadMany(ctx, roles, ids);
  const own = found.filter(({ organizationId }) => organizationId === ctx.viewer.organizationId);
  if (own.length < new Set(ids).size) throw notFound('Role');
  const beyond = own.find(({ permissions }) => permissions.some((each) => !hasPermission(ctx.viewer, each)));
  if (beyond) {
    await audit(ctx, { action, targetId: beyond.id, refused: true });
    throw forbidden(`The role ${beyond.name} allows more than you may do yourself`);
  }
  return own;
}
