import { type RequestContext, newId } from '@parley/kit';
import { announce } from './announce.service.js';
import type { MemberRole } from './channel.js';
import { renameDirects } from './channel.store.js';
import { type DepartmentDifference, departmentDifferences } from './department-sync.store.js';
import { endMembership, insertMembers, setRole } from './membership.store.js';
import { tellChannels } from './told.service.js';

async function letIn(
  ctx: RequestContext,
  channelId: string,
  personId: string,
  role: MemberRole,
): Promise<void> {
  const member = { id: newId('membership'), personId, role };
  for (const { id } of await insertMembers(ctx.db, channelId, [member], 'DEPARTMENT')) {
    await announce(ctx, channelId, 'memberAdded', { membershipId: id, personId });
  }
}

async function settle(ctx: RequestContext, difference: DepartmentDifference): Promise<void> {
  const { channelId, personId, role, present } = difference;
  if (role !== null && !present) {
    await letIn(ctx, channelId, personId, role);
    return;
  }
  if (role !== null) {
    const changed = await setRole(ctx.db, channelId, personId, role);
    if (changed) await announce(ctx, channelId, 'memberChanged', { membershipId: changed.id, personId });
    return;
  }
  const ended = await endMembership(ctx.db, channelId, personId, 'left');
  if (ended) await announce(ctx, channelId, 'memberRemoved', { personId });
}

/**
 * Makes department channels follow their departments, for some people or for some departments. Runs inside the
 * caller's transaction, channel by channel in one order. Answers with the people whose sidebars are to be told.
 */
export async function syncDepartments(
  ctx: RequestContext,
  of: { readonly personIds: readonly string[] | null; readonly departmentIds: readonly string[] | null },
): Promise<string[]> {
  const differences = await departmentDifferences(ctx.db, of);
  for (const difference of differences) await settle(ctx, difference);
  return differences.map(({ personId }) => personId);
}

/** Direct channels bear the names of both people; they follow when one changes theirs. */
export async function renameDirectsOf(ctx: RequestContext, personIds: readonly string[]): Promise<void> {
  const channelIds = await renameDirects(ctx.db, personIds);
  for (const channelId of channelIds) {
    await announce(ctx, channelId, 'channelChanged', { channelId, sameReaders: true });
  }
  if (channelIds.length > 0) await tellChannels(ctx, channelIds);
}
