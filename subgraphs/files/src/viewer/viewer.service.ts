import { type RequestContext, load } from '@parley/kit';
import { peekNode, peekNodes } from '../access/node.access.js';
import { isOutsider } from '../access/principal.rules.js';
import type { NodeAt } from '../node/node.table.js';
import { homeId, teamFolderId } from '../node/root.service.js';
import { findTeams } from '../person/person.service.js';

const MOST_TEAMS = 100;

/** The viewer's own folder, made when it is first asked for; null for guests and customers. */
export async function homeOf(ctx: RequestContext): Promise<NodeAt | null> {
  const id = await homeId(ctx);
  return id === null ? null : peekNode(ctx, id);
}

/** The folder of a team; null for those who are not in it. */
export async function teamFolderOf(ctx: RequestContext, teamId: string): Promise<NodeAt | null> {
  const id = await teamFolderId(ctx, teamId);
  return id === null ? null : peekNode(ctx, id);
}

/** The folders of the viewer's teams, each made when it is first asked for. */
export async function teamFoldersOf(ctx: RequestContext): Promise<NodeAt[]> {
  const ids: string[] = [];
  for (const teamId of ctx.viewer.teamIds.slice(0, MOST_TEAMS)) {
    const id = await teamFolderId(ctx, teamId);
    if (id !== null) ids.push(id);
  }
  return peekNodes(ctx, ids);
}

/** The viewer as other subgraphs refer to them; null for everybody else. */
export const referToViewer = (ctx: RequestContext, id: string): { readonly id: string } | null =>
  ctx.viewer.id === id ? { id } : null;

/** A team that another subgraph refers to; null where the viewer may not know of it. */
export async function referToTeam(ctx: RequestContext, id: string): Promise<{ readonly id: string } | null> {
  if (ctx.viewer.teamIds.includes(id)) return { id };
  if (isOutsider(ctx.viewer)) return null;
  const team = await load(ctx, findTeams, id);
  return team?.organizationId === ctx.viewer.organizationId ? { id } : null;
}
