import { anyViewer, audit, forbidden, hasPermission, load, notFound } from '@parley/kit';
import { standingOf } from '../account/account.service.js';
import type { IdentityContext } from '../context.js';
import { activeUsersAmong, userByEmail, usersById } from './user.store.js';
import type { UserRow } from './user.table.js';
import { isOutside, maySeeContact } from './user.rules.js';

const users = anyViewer((ctx: IdentityContext, ids: readonly string[]) => usersById(ctx.db, ids));

/** Whether the viewer was let in without belonging; such people see no directory. */
export async function viewerIsOutside(ctx: IdentityContext): Promise<boolean> {
  const viewer = await load(ctx, users, ctx.viewer.id);
  return viewer === undefined || isOutside(viewer.kind);
}

/**
 * A person whose id another subgraph's data, or ours, led to: anybody of the viewer's organisation, since the thing
 * that named them was authorised. In a shared execution nobody asks; the stream's grant was checked for every viewer,
 * and the fields that depend on the viewer refuse.
 */
export async function findUser(ctx: IdentityContext, id: string): Promise<UserRow | null> {
  const user = (await load(ctx, users, id)) ?? null;
  if (ctx.caller.shared || ctx.caller.internal || !user) return user;
  return user.organizationId === ctx.viewer.organizationId ? user : null;
}

/** Whether the viewer sees more of a person than what conversations show. */
export async function viewerKnows(ctx: IdentityContext, user: { readonly id: string }): Promise<boolean> {
  // Asked first for everybody: a page that holds the viewer then loads in the same batches as one that does not.
  const outside = await viewerIsOutside(ctx);
  return !outside || user.id === ctx.viewer.id;
}

/** Whether the viewer may read how to reach a person outside. */
export async function viewerMayReach(
  ctx: IdentityContext,
  user: Pick<UserRow, 'id' | 'kind'>,
): Promise<boolean> {
  if (user.id === ctx.viewer.id) return true;
  const viewer = await load(ctx, users, ctx.viewer.id);
  if (!viewer) return false;
  return maySeeContact(
    { kind: viewer.kind, managesPeople: hasPermission(ctx.viewer, 'MANAGE_PEOPLE') },
    user,
  );
}

/** A person the viewer may look up by id: for outsiders only themselves. */
export async function lookUpUser(ctx: IdentityContext, id: string): Promise<UserRow | null> {
  const user = await findUser(ctx, id);
  return user && (await viewerKnows(ctx, user)) ? user : null;
}

/** Whether the viewer manages people everywhere, or within a department of this person. */
export async function viewerManages(ctx: IdentityContext, userId: string): Promise<boolean> {
  if (hasPermission(ctx.viewer, 'MANAGE_PEOPLE')) return true;
  const [viewer, user] = await Promise.all([standingOf(ctx, ctx.viewer.id), standingOf(ctx, userId)]);
  const departments = viewer?.within.filter(({ permissions }) => permissions.includes('MANAGE_PEOPLE')) ?? [];
  return departments.some(({ departmentId }) => user?.departmentIds.includes(departmentId));
}

/**
 * The only way to change another account. Accounts that may do more than the viewer are out of reach: managing people
 * must not become a way to rule those who rule.
 */
export async function accessUser(ctx: IdentityContext, id: string, action: string): Promise<UserRow> {
  const user = await lookUpUser(ctx, id);
  if (!user || user.state === 'FORMER') throw notFound('User');
  if (!(await viewerManages(ctx, id))) {
    await audit(ctx, { action, targetId: id, refused: true });
    throw forbidden('Only people who manage accounts may do this');
  }
  const standing = await standingOf(ctx, id);
  if (
    standing?.permissions.some((permission) => !hasPermission(ctx.viewer, permission)) &&
    !maySetRoles(ctx)
  ) {
    await audit(ctx, { action, targetId: id, refused: true });
    throw forbidden('This person may do more than you; ask somebody who manages roles');
  }
  return user;
}

const maySetRoles = (ctx: IdentityContext): boolean => hasPermission(ctx.viewer, 'MANAGE_ROLES');

/**
 * Refuses, with a trace, who lacks a permission of the organisation.
 * @throws FORBIDDEN with the sentence
 */
export async function requirePermission(
  ctx: IdentityContext,
  permission: string,
  action: string,
  sentence: string,
): Promise<void> {
  if (hasPermission(ctx.viewer, permission)) return;
  await audit(ctx, { action, targetId: null, refused: true });
  throw forbidden(sentence);
}

/** Refuses ids that are not active people of the viewer's organisation. */
export async function checkColleagues(ctx: IdentityContext, ids: readonly string[]): Promise<void> {
  const known = await activeUsersAmong(ctx.db, ctx.viewer.organizationId, ids);
  if (ids.some((id) => !known.has(id))) throw notFound('User');
}

/** The account that signs in with an address; for signing in only, where nobody asks yet. */
export const accountForSignIn = (ctx: IdentityContext, email: string): Promise<UserRow | null> =>
  userByEmail(ctx.db, email);

/** A person as they are now, inside the transaction that changed them. */
export async function freshUser(ctx: IdentityContext, id: string): Promise<UserRow> {
  const user = (await usersById(ctx.db, [id])).get(id);
  if (!user) throw notFound('User');
  return user;
}
