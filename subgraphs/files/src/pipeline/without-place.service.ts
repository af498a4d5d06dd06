import { forbidden, transaction } from '@parley/kit';
import { ContentFailed } from '../content/content-workers.js';
import { typeByMediaType } from '../content/known-types.rules.js';
import type { FilesContext } from '../context.js';
import { policyFor } from '../policy/policy.service.js';
import { type KeptRendition, keep, removeUnused, writeKept } from './keep-made.service.js';
import { withLocalFile } from './local-file.js';
import { tellsPlace } from './pipeline.store.js';
import { type StoredMade, madeOf } from './rendition.store.js';

/** Bytes that are about to be given to somebody. */
export interface GivenBytes {
  readonly sha256: string;
  readonly size: string;
  readonly storeKey: string;
  readonly region: string | null;
  readonly mediaType: string;
}

/**
 * What is given in place of a picture that tells where it was taken, where the organisation has that taken out: a copy
 * that differs in nothing else, made when it is first asked for. Everything else is given as it is.
 * @throws FORBIDDEN where it cannot be taken out
 */
export async function withoutPlace<T extends GivenBytes>(
  ctx: FilesContext,
  organizationId: string,
  bytes: T,
): Promise<T> {
  if (!bytes.mediaType.startsWith('image/')) return bytes;
  const { stripLocation } = await policyFor(ctx, organizationId);
  if (!stripLocation || !(await tellsPlace(ctx.db, { organizationId, ...bytes }))) return bytes;
  const of = { organizationId, sha256: bytes.sha256 };
  const copy = (await madeOf(ctx.db, of, 'WITHOUT_PLACE')) ?? (await makeCopy(ctx, of.organizationId, bytes));
  return { ...bytes, ...copy };
}

const refused = () => forbidden('The place where it was taken could not be taken out of it');

async function makeCopy(ctx: FilesContext, organizationId: string, bytes: GivenBytes): Promise<StoredMade> {
  const kept = await strip(ctx, bytes);
  const of = { organizationId, sha256: bytes.sha256 };
  const used = new Set<string>();
  const copy = await transaction(ctx, async (inner) => {
    for (const key of await writeKept(inner, of, [kept])) used.add(key);
    return madeOf(inner.db, of, 'WITHOUT_PLACE');
  });
  await removeUnused(ctx, [kept], used);
  if (!copy) throw refused();
  return copy;
}

async function strip(ctx: FilesContext, bytes: GivenBytes): Promise<KeptRendition> {
  const type = typeByMediaType(bytes.mediaType, '');
  try {
    return await withLocalFile(ctx.blobs, bytes, async (path) => {
      if (path === null) throw refused();
      const task = { kind: 'strip', path, size: Number(bytes.size), type } as const;
      return ctx.content.workers.run(task, async ({ file }, made) => {
        if (file === null) throw refused();
        const copy = { mediaType: bytes.mediaType, width: null, height: null, page: null };
        return keep(ctx, bytes, { kind: 'WITHOUT_PLACE', ...copy }, await made(file));
      });
    });
  } catch (error) {
    // The child process was ended: what may tell a place is not given.
    if (error instanceof ContentFailed) throw refused();
    throw error;
  }
}
