import {
  type Page,
  type PageArgs,
  audit,
  invalid,
  load,
  newId,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { tellAccessChanged, tellOrganization } from '../account/account.service.js';
import type { IdentityContext } from '../context.js';
import { changedMeanwhile } from '../stale.js';
import { checkColleagues, requirePermission, viewerIsOutside, viewerKnows } from '../user/user.access.js';
import { checkName } from '../user/user.rules.js';
import { accessTeam, findTeam, findTeams } from './team.access.js';
import type { CreateTeamInput, UpdateTeamInput } from './team.inputs.js';
import {
  addTeamMembers,
  countTeams,
  insertTeam,
  removeTeamMembers,
  teamIdsByUser,
  teamPage,
  teamsById,
  updateTeamRow,
} from './team.store.js';
import type { TeamRow } from './team.table.js';

const MOST_AT_ONCE = 100;
const SENTENCE = 'Only people who manage accounts may do this';

export { findTeam as readTeam };

const membershipsOf = (ctx: IdentityContext, userIds: readonly string[]) => teamIdsByUser(ctx.db, userIds);

/** The teams of somebody, as far as the viewer sees. */
export async function teamsOf(ctx: IdentityContext, user: { readonly id: string }): Promise<TeamRow[]> {
  if (!(await viewerKnows(ctx, user))) return [];
  return findTeams(ctx, (await load(ctx, membershipsOf, user.id)) ?? []);
}

/** Teams by name. */
export async function listTeams(
  ctx: IdentityContext,
  organizationId: string,
  args: PageArgs,
): Promise<Page<TeamRow>> {
  const request = pageRequest(args);
  const keyOf = (row: TeamRow) => [row.sortName, row.id];
  if (await viewerIsOutside(ctx)) return toPage<TeamRow>([], request, keyOf, 0);
  const [rows, total] = await Promise.all([
    teamPage(ctx.db, organizationId, request),
    countTeams(ctx.db, organizationId),
  ]);
  return toPage(rows, request, keyOf, total);
}

function checkCount(field: string, ids: readonly string[]): void {
  if (ids.length > MOST_AT_ONCE) throw invalid(field, `Name at most ${String(MOST_AT_ONCE)} people at once`);
}

export function createTeam(ctx: IdentityContext, input: CreateTeamInput): Promise<TeamRow> {
  return transaction(ctx, async (ctx) => {
    await requirePermission(ctx, 'MANAGE_PEOPLE', 'createTeam', SENTENCE);
    const id = await once(ctx, 'createTeam', input, async () => {
      checkCount('memberIds', input.memberIds);
      await checkColleagues(ctx, input.memberIds);
      const { organizationId } = ctx.viewer;
      const row = { id: newId('team'), organizationId, name: checkName('name', input.name) };
      await insertTeam(ctx.db, row);
      await addTeamMembers(ctx.db, row.id, input.memberIds);
      await tellTeam(ctx, row);
      await audit(ctx, { action: 'createTeam', targetId: row.id, details: { memberIds: input.memberIds } });
      await tellAccessChanged(ctx, input.memberIds);
      return row;
    });
    return reread(ctx, id);
  });
}

export function updateTeam(ctx: IdentityContext, input: UpdateTeamInput): Promise<TeamRow> {
  return transaction(ctx, async (ctx) => {
    const present = await accessTeam(ctx, input.teamId);
    await requirePermission(ctx, 'MANAGE_PEOPLE', 'updateTeam', SENTENCE);
    const id = await once(ctx, 'updateTeam', input, () => changeTeam(ctx, present, input));
    return reread(ctx, id);
  });
}

async function changeTeam(
  ctx: IdentityContext,
  present: TeamRow,
  input: UpdateTeamInput,
): Promise<{ id: string }> {
  const { id } = present;
  const joining = input.addMemberIds ?? [];
  const leaving = input.removeMemberIds ?? [];
  checkCount('addMemberIds', joining);
  checkCount('removeMemberIds', leaving);
  await checkColleagues(ctx, joining);
  const name = input.name == null ? present.name : checkName('name', input.name);
  if (!(await updateTeamRow(ctx.db, id, input.expectedVersion, { name }))) throw changedMeanwhile();
  await addTeamMembers(ctx.db, id, joining);
  const left = await removeTeamMembers(ctx.db, id, leaving);
  await audit(ctx, { action: 'updateTeam', targetId: id, details: { name, joining, leaving: left } });
  const { organizationId } = present;
  if (name !== present.name) await tellTeam(ctx, { id, organizationId, name });
  await tellAccessChanged(ctx, [...joining, ...left]);
  return { id };
}

async function reread(ctx: IdentityContext, id: string): Promise<TeamRow> {
  return (await teamsById(ctx.db, [id])).get(id) ?? (await accessTeam(ctx, id));
}

/** Tells other subgraphs what a team is called; who is in it they are told of each person. */
const tellTeam = (
  ctx: IdentityContext,
  { id, organizationId, name }: Pick<TeamRow, 'id' | 'organizationId' | 'name'>,
): Promise<void> =>
  tellOrganization(ctx, organizationId, 'teamChanged', { teamId: id, organizationId, name });
