import { type RequestContext, notFound } from '@parley/kit';
import { type Referred, type StoredBytes, refer, storedBytes, unrefer } from './reference.store.js';

export type { StoredBytes } from './reference.store.js';

/** Refers to bytes once more, in the caller's transaction: see refer(). */
export const referTo = (ctx: RequestContext, organizationId: string, bytes: StoredBytes): Promise<Referred> =>
  refer(ctx.db, organizationId, bytes);

/** Bytes that a version refers to already, to be referred to once more. */
export async function bytesOf(
  ctx: RequestContext,
  organizationId: string,
  sha256: string,
): Promise<StoredBytes> {
  const bytes = await storedBytes(ctx.db, organizationId, sha256);
  if (!bytes) throw notFound('Version');
  return bytes;
}

/** Lets go of bytes, one hash for each time that they were referred to, in the caller's transaction. */
export async function letGo(
  ctx: RequestContext,
  organizationId: string,
  hashes: readonly string[],
): Promise<void> {
  if (hashes.length === 0) return;
  const less = Map.groupBy(hashes, (hash) => hash);
  await unrefer(ctx.db, organizationId, new Map([...less].map(([hash, all]) => [hash, all.length])));
}
