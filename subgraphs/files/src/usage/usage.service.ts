import { type RequestContext, batchOf, conflict, isId, load } from '@parley/kit';
import type { FilesContext } from '../context.js';
import { tellHolder } from '../own/own-files-live.service.js';
import { policyFor } from '../policy/policy.service.js';
import { type Usage, addUsage, usageById } from './usage.store.js';

const findUsage = batchOf(usageById);

/** How much is kept more, or less where negative, in somebody's space. */
export interface Kept {
  readonly organizationId: string;
  readonly holderId: string | null;
  readonly bytes: number;
  readonly files: number;
}

/** Counts what is kept more or less, in the caller's transaction, before it announces. */
export async function count(ctx: RequestContext, kept: readonly Kept[]): Promise<void> {
  const sums = new Map<string, Usage>();
  for (const { organizationId, holderId, bytes, files } of kept) {
    for (const id of holderId === null ? [organizationId] : [organizationId, holderId]) {
      const sum = sums.get(id) ?? { holderId: id, bytes: 0, files: 0 };
      sums.set(id, { holderId: id, bytes: sum.bytes + bytes, files: sum.files + files });
    }
  }
  const changed = [...sums.values()].filter(({ bytes, files }) => bytes !== 0 || files !== 0);
  await addUsage(ctx.db, changed);
  // What an organisation keeps in all is in nobody's list.
  const holders = changed.filter(({ holderId }) => !isId('organization', holderId));
  for (const { holderId } of holders) await tellHolder(ctx, holderId, 'USAGE');
}

/** How many bytes a person, a team or an organisation keeps. */
export const bytesKeptBy = async (ctx: RequestContext, holderId: string): Promise<number> =>
  (await load(ctx, findUsage, holderId))?.bytes ?? 0;

/** How many bytes a person or team may keep; null where nothing bounds them. */
export async function quotaOf(
  ctx: FilesContext,
  organizationId: string,
  holderId: string,
): Promise<number | null> {
  const { personQuota, teamQuota } = await policyFor(ctx, organizationId);
  return isId('team', holderId) ? teamQuota : personQuota;
}

/**
 * Refuses what would not fit into somebody's space.
 * @throws CONFLICT when there is no room for that many bytes more
 */
export async function checkSpace(
  ctx: FilesContext,
  { organizationId, holderId, bytes }: Omit<Kept, 'files'>,
): Promise<void> {
  if (holderId === null) return;
  const quota = await quotaOf(ctx, organizationId, holderId);
  if (quota === null) return;
  const kept = (await usageById(ctx.db, [holderId])).get(holderId)?.bytes ?? 0;
  if (kept + bytes <= quota) return;
  throw conflict('There is no room left here: remove something for good, or ask an administrator for more');
}
