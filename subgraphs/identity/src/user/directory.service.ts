import { type Action, type Page, type PageArgs, invalid, pageRequest, toPage } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import type { UserFilterInput } from './directory.inputs.js';
import { viewerIsOutside, viewerKnows, viewerMayReach, viewerRights } from './user.access.js';
import { countUsers, userPage } from './user.store.js';
import type { UserRow } from './user.table.js';

export { findUser as readUser, lookUpUser } from './user.access.js';

const LONGEST_SEARCH = 200;

/** The people directory of the viewer's organisation by name; guests and customers see an empty one. */
export async function listUsers(
  ctx: IdentityContext,
  args: PageArgs,
  filter: UserFilterInput,
): Promise<Page<UserRow>> {
  if ((filter.text?.length ?? 0) > LONGEST_SEARCH) {
    throw invalid('filter', `Search for at most ${String(LONGEST_SEARCH)} characters`);
  }
  const request = pageRequest(args);
  const keyOf = (row: UserRow) => [row.sortName, row.id];
  if (await viewerIsOutside(ctx)) return toPage<UserRow>([], request, keyOf, 0);
  const { organizationId } = ctx.viewer;
  const [rows, total] = await Promise.all([
    userPage(ctx.db, organizationId, filter, request),
    countUsers(ctx.db, organizationId, filter),
  ]);
  return toPage(rows, request, keyOf, total);
}

/** A fact about a person that outsiders are not shown. */
export const known = async <T>(
  ctx: IdentityContext,
  user: { readonly id: string },
  fact: T,
): Promise<T | null> => ((await viewerKnows(ctx, user)) ? fact : null);

/** How to reach a person outside, null where the viewer may not know. */
export const contactOf = async (
  ctx: IdentityContext,
  user: Pick<UserRow, 'id' | 'kind' | 'email' | 'phone'>,
): Promise<Pick<UserRow, 'email' | 'phone'> | null> =>
  (await viewerMayReach(ctx, user)) ? { email: user.email, phone: user.phone } : null;

/** What the viewer may do with a person. */
export const actionsOn = (ctx: IdentityContext, user: { readonly id: string }): Promise<Action[]> =>
  viewerRights(ctx, user.id);
