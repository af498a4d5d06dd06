import {
  type Decision,
  type Viewer,
  anyViewer,
  audit,
  forbidden,
  hasPermission,
  load,
  notFound,
  refusedBy,
} from '@parley/kit';
import { standingOf } from '../account/account.service.js';
import type { IdentityContext } from '../context.js';
import { activeUsersAmong, userByEmail, usersById } from './user.store.js';
import type { UserRow } from './user.table.js';
import { isOutside, maySeeContact } from './user.rules.js';
import { type Actor, type UserRight, decideOnUser, managing, userRights } from './user-rights.rules.js';

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

/** An account as rights over it are decided. */
export const accountOf = standingOf;

/** Somebody as it is decided what they may do with accounts. */
export async function actorFor(
  ctx: IdentityContext,
  { id, organizationId, permissions }: Pick<Viewer, 'id' | 'organizationId' | 'permissions'>,
): Promise<Actor> {
  const [user, standing] = await Promise.all([load(ctx, users, id), standingOf(ctx, id)]);
  return { id, organizationId, permissions, kind: user?.kind ?? null, within: standing?.within ?? [] };
}

/** What the viewer may do with an account; nothing when it is not there. */
export async function viewerRights(ctx: IdentityContext, userId: string): Promise<UserRight[]> {
  const [actor, account] = await Promise.all([actorFor(ctx, ctx.viewer), accountOf(ctx, userId)]);
  return account ? userRights(actor, account) : [];
}

/** Whether the viewer may do that with an account, and why. @throws NOT_FOUND when it is not there */
export async function decideForViewer(
  ctx: IdentityContext,
  userId: string,
  right: UserRight,
): Promise<Decision> {
  const [actor, account] = await Promise.all([actorFor(ctx, ctx.viewer), accountOf(ctx, userId)]);
  if (!account) throw notFound('User');
  return decideOnUser(actor, account, right);
}

/** Whether the viewer manages people everywhere, or within a department of this person. */
export async function viewerManages(ctx: IdentityContext, userId: string): Promise<boolean> {
  const [actor, account] = await Promise.all([actorFor(ctx, ctx.viewer), accountOf(ctx, userId)]);
  return account !== undefined && managing(actor, account).allows;
}

/** The only way to change another account. */
export async function accessUser(ctx: IdentityContext, id: string, action: string): Promise<UserRow> {
  const user = await lookUpUser(ctx, id);
  if (!user || user.state === 'FORMER') throw notFound('User');
  const decision = await decideForViewer(ctx, id, 'MANAGE');
  if (decision.allowed) return user;
  await audit(ctx, { action, targetId: id, refused: true });
  throw refusedBy(decision);
}

/** Refuses who may not change their own profile. */
export async function checkOwnProfile(ctx: IdentityContext): Promise<void> {
  const decision = await decideForViewer(ctx, ctx.viewer.id, 'EDIT');
  if (!decision.allowed) throw refusedBy(decision);
}

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
