import { anyViewer, load, notFound, prime } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { organizationStream, viewerStream, type OrganizationEvents, type ViewerEvents } from '../events.js';
import type { Permission } from '../role/permission.js';
import { standingsById, standingsBySession, type SessionStanding, type Standing } from './account.store.js';

export type { Standing } from './account.store.js';

const standings = anyViewer((ctx: IdentityContext, ids: readonly string[]) => standingsById(ctx.db, ids));

/** Who somebody is and what they may do, read together with others asked for at once. */
export const standingOf = (ctx: IdentityContext, userId: string): Promise<Standing | undefined> =>
  load(ctx, standings, userId);

/** Open sessions with who each belongs to, whose standing is known from then on. */
export async function readSessions(
  ctx: IdentityContext,
  sessionIds: readonly string[],
): Promise<ReadonlyMap<string, SessionStanding>> {
  if (sessionIds.length === 0) return new Map();
  const found = await standingsBySession(ctx.db, sessionIds);
  for (const { standing } of found.values()) prime(ctx, standings, standing.userId, standing);
  return found;
}

/** Everything somebody may do across the organisation. */
export async function permissionsOf(ctx: IdentityContext, userId: string): Promise<readonly Permission[]> {
  return (await standingOf(ctx, userId))?.permissions ?? [];
}

/** Tells a viewer's own devices. */
export async function tellViewer<K extends keyof ViewerEvents>(
  ctx: IdentityContext,
  userId: string,
  kind: K,
  data: ViewerEvents[K],
): Promise<void> {
  await ctx.events.publish(viewerStream(userId), kind, data);
}

/** Tells other subgraphs. */
export async function tellOrganization<K extends keyof OrganizationEvents>(
  ctx: IdentityContext,
  organizationId: string,
  kind: K,
  data: OrganizationEvents[K],
): Promise<void> {
  await ctx.events.publish(organizationStream(organizationId), kind, data);
}

/** Tells other subgraphs who somebody is by now; read afresh, inside the transaction that changed it. */
export async function tellUserChanged(ctx: IdentityContext, userId: string): Promise<void> {
  const now = (await standingsById(ctx.db, [userId])).get(userId);
  if (!now) throw notFound('User');
  const { organizationId, kind, state, displayName, departmentIds, teamIds, roles, roleIds } = now;
  const { country, subdivision, region, timeZone, locale, workingHours } = now;
  await tellOrganization(ctx, organizationId, 'userChanged', {
    userId,
    organizationId,
    kind,
    state,
    displayName,
    departmentIds,
    teamIds,
    roles,
    roleIds,
    country,
    subdivision,
    region,
    timeZone,
    locale,
    workingHours,
  });
}

/** Somebody's rights changed: their devices read the viewer again, other subgraphs take in who they are. */
export async function tellAccessChanged(ctx: IdentityContext, userIds: readonly string[]): Promise<void> {
  // In one order, whoever changes them: two changes of the same people must not wait for each other.
  for (const userId of [...new Set(userIds)].sort()) {
    await tellViewer(ctx, userId, 'accessChanged', { userId });
    await tellUserChanged(ctx, userId);
  }
}
