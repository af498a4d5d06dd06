import {
  type Page,
  type PageArgs,
  type RequestContext,
  batchOf,
  load,
  pageRequest,
  toPage,
} from '@parley/kit';
import { peekNode } from '../access/node.access.js';
import type { VersionRow } from '../node/node.table.js';
import { keptBelow, versionPage, versionsById, versionsUnder } from './version.store.js';

const findVersions = batchOf(versionsById);

/** What is kept of a node and all below it: every version of every file. */
export const keptUnder = (
  ctx: RequestContext,
  nodeId: string,
): Promise<{ readonly bytes: number; readonly files: number }> => keptBelow(ctx.db, nodeId);

/** What versions of these nodes keep: every one of their bytes by its hash, and how much it is. */
export async function bytesUnder(ctx: RequestContext, nodeIds: readonly string[]) {
  const versions = await versionsUnder(ctx.db, nodeIds);
  return {
    hashes: versions.map(({ blobSha256 }) => blobSha256),
    bytes: versions.reduce((sum, { size }) => sum + Number(size), 0),
    files: new Set(versions.map(({ nodeId }) => nodeId)).size,
  };
}

/** A version, for those who were let in where its file was reached. */
export const versionInside = async (ctx: RequestContext, id: string | null): Promise<VersionRow | null> =>
  id === null ? null : ((await load(ctx, findVersions, id)) ?? null);

/** A version that another subgraph or a client refers to; null where the viewer may not see its file. */
export async function referToVersion(ctx: RequestContext, id: string): Promise<VersionRow | null> {
  const version = await versionInside(ctx, id);
  if (!version || ctx.caller.shared) return version;
  return (await peekNode(ctx, version.nodeId)) ? version : null;
}

/** The versions of a file, newest first. */
export async function listVersions(
  ctx: RequestContext,
  fileId: string,
  args: PageArgs,
): Promise<Page<VersionRow>> {
  const request = pageRequest(args);
  return toPage(await versionPage(ctx.db, fileId, request), request, ({ number }) => [number]);
}
