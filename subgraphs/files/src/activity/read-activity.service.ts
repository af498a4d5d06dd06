import {
  type Page,
  type PageArgs,
  type RequestContext,
  batchOf,
  load,
  pageRequest,
  toPage,
} from '@parley/kit';
import { viewerRights } from '../access/node.access.js';
import type { FileActivityKind } from './activity-kind.js';
import { type ActivityRow, activitiesById, activityPage } from './activity.store.js';

const findActivities = batchOf(activitiesById);

/** Whether the viewer may know what everybody did: those who may change it or pass it on. */
async function knowsAll(ctx: RequestContext, nodeId: string): Promise<boolean> {
  const rights = await viewerRights(ctx, nodeId);
  return rights.has('EDIT') || rights.has('SHARE');
}

/** What was done with a file, newest first; those who may only look learn of what they did themselves. */
export async function listActivity(
  ctx: RequestContext,
  nodeId: string,
  args: PageArgs & { readonly kinds?: readonly FileActivityKind[] | null },
): Promise<Page<ActivityRow>> {
  const request = pageRequest(args);
  const personId = (await knowsAll(ctx, nodeId)) ? null : ctx.viewer.id;
  const rows = await activityPage(ctx.db, { nodeId, personId, kinds: args.kinds ?? null }, request);
  return toPage(rows, request, ({ atKey, id }) => [atKey, id]);
}

/** Something that was done, for those who may know of it; null for others. */
export async function peekActivity(ctx: RequestContext, id: string): Promise<ActivityRow | null> {
  const deed = await load(ctx, findActivities, id);
  if (!deed) return null;
  const rights = await viewerRights(ctx, deed.nodeId);
  const isTheirs = deed.personId === ctx.viewer.id && rights.has('VIEW');
  return isTheirs || (await knowsAll(ctx, deed.nodeId)) ? deed : null;
}
