import { load, loadMany, notFound } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { viewerIsOutside } from '../user/user.access.js';
import { teamsById } from './team.store.js';
import type { TeamRow } from './team.table.js';

const teams = (ctx: IdentityContext, ids: readonly string[]) => teamsById(ctx.db, ids);

/** A team of the viewer's organisation; guests and customers see none. */
export async function findTeam(ctx: IdentityContext, id: string): Promise<TeamRow | null> {
  const team = await load(ctx, teams, id);
  if (team?.organizationId !== ctx.viewer.organizationId) return null;
  return (await viewerIsOutside(ctx)) ? null : team;
}

/** The teams of these ids that the viewer sees. */
export async function findTeams(ctx: IdentityContext, ids: readonly string[]): Promise<TeamRow[]> {
  if (ids.length === 0 || (await viewerIsOutside(ctx))) return [];
  const found = await loadMany(ctx, teams, ids);
  return found.filter(({ organizationId }) => organizationId === ctx.viewer.organizationId);
}

/** A team that has to be there. */
export async function accessTeam(ctx: IdentityContext, id: string): Promise<TeamRow> {
  const team = await findTeam(ctx, id);
  if (!team) throw notFound('Team');
  return team;
}
