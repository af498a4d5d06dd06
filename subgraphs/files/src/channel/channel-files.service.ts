import { type Page, type PageArgs, type RequestContext, load, pageRequest, toPage } from '@parley/kit';
import type { NodeFor } from '../access/rights.rules.js';
import type { FileFilterInput } from '../node/node.inputs.js';
import { readableOf, sentPage } from './channel-files.store.js';

const findReadable = (ctx: RequestContext, ids: readonly string[]): Promise<Map<string, string>> =>
  readableOf(ctx.db, ctx.viewer, ids);

/** A channel that another subgraph refers to; null where the viewer does not read it. */
export async function referToChannel(
  ctx: RequestContext,
  id: string,
): Promise<{ readonly id: string } | null> {
  return (await load(ctx, findReadable, id)) === undefined ? null : { id };
}

/**
 * Files that were sent to a channel, newest first. A channel is reached in many ways, by shares too, so the right to
 * read it is asked for here; null without it.
 */
export async function listSent(
  ctx: RequestContext,
  channelId: string,
  { filter = null, ...args }: PageArgs & { readonly filter?: FileFilterInput | null },
): Promise<Page<NodeFor> | null> {
  if (!(await referToChannel(ctx, channelId))) return null;
  const request = pageRequest(args);
  const rows = await sentPage(ctx.db, ctx.viewer, { channelId, filter }, request);
  return toPage(rows, request, ({ atKey, id }) => [atKey, id]);
}
