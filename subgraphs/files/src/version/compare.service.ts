import { isId } from '@parley/kit';
import { accessFile } from '../access/node.access.js';
import type { FilesContext } from '../context.js';
import type { VersionRow } from '../node/node.table.js';
import { diffOf } from './diff.rules.js';
import type { DiffLine } from './version.js';
import { versionInside } from './version.service.js';
import { bytesById } from './version.store.js';

/** Larger texts are not compared. */
const MOST_BYTES = 1_048_576;

async function textOf(ctx: FilesContext, version: VersionRow): Promise<string | null> {
  if (Number(version.size) > MOST_BYTES) return null;
  const bytes = (await bytesById(ctx.db, [version.id])).get(version.id);
  if (!bytes) return null;
  const chunks: Buffer[] = [];
  const stream = await ctx.blobs.store(bytes.region).read(bytes.storeKey);
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const content = Buffer.concat(chunks);
  if (content.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    // The decoder has no other way to say that the bytes are no text.
    return null;
  }
}

/**
 * What changed in a file since another one of its versions, line by line; null for what is no text, for texts of more
 * than a megabyte, and for versions of different files.
 * @throws FORBIDDEN for those who may not download it
 */
export async function compareVersions(
  ctx: FilesContext,
  version: VersionRow,
  withVersionId: string,
): Promise<DiffLine[] | null> {
  const other = isId('fversion', withVersionId) ? await versionInside(ctx, withVersionId) : null;
  if (other?.nodeId !== version.nodeId) return null;
  await accessFile(ctx, version.nodeId, 'DOWNLOAD');
  const [older, newer] = await Promise.all([textOf(ctx, other), textOf(ctx, version)]);
  return older === null || newer === null ? null : diffOf(older, newer);
}
