import { createHash } from 'node:crypto';
import { newId, transaction } from '@parley/kit';
import { letGo, referTo } from '../blob/reference.service.js';
import type { Made } from '../content/content-task.js';
import type { MadeFile } from '../content/content-workers.js';
import type { FilesContext } from '../context.js';
import type { StoredMetadata } from '../node/node.table.js';
import { type Bytes, type Subject, endStep, holdFilesOf, retype, showOnFiles } from './pipeline.store.js';
import { type KeptKind, giveUpRenditions, passMade, putRenditions } from './rendition.store.js';
import { tell } from './scan.service.js';

/** Something that was made, in the store under a key of its own, and nobody's yet. */
interface KeptBytes {
  readonly sha256: string;
  readonly size: number;
  readonly storeKey: string;
  readonly region: string | null;
}

/** Something that was made, with its bytes. */
export interface KeptRendition {
  readonly made: Omit<Made, 'file' | 'kind'> & { readonly kind: KeptKind };
  readonly bytes: KeptBytes;
}

/** Puts one result into the store. */
export async function keep(
  ctx: FilesContext,
  { region }: Pick<Subject, 'region'>,
  made: KeptRendition['made'],
  file: MadeFile,
): Promise<KeptRendition> {
  const storeKey = newId('blob');
  const hash = createHash('sha256');
  const hashed = async function* (): AsyncGenerator<Buffer> {
    for await (const piece of file.read()) {
      hash.update(piece);
      yield piece;
    }
  };
  const size = await ctx.blobs.store(region).put(storeKey, hashed());
  return { made, bytes: { sha256: hash.digest('hex'), size, storeKey, region } };
}

/** What came of a step. */
export interface StepResult {
  readonly kept: readonly KeptRendition[];
  readonly metadata: StoredMetadata;
  readonly problem: string | null;
  /** What the bytes turned out to be after all. */
  readonly retyped?: { readonly mediaType: string; readonly kind: string };
  /** What is written besides, in the same transaction. */
  readonly besides?: (ctx: FilesContext) => Promise<void>;
}

/**
 * Ends a step, exactly once: what was made is referred to, written down and told of in one transaction. Where another
 * process was faster, what this one made is removed.
 */
export async function finishStep(
  ctx: FilesContext,
  subject: Subject,
  step: 'rendered_at' | 'read_at',
  result: StepResult,
): Promise<void> {
  const used = new Set<string>();
  await transaction(ctx, async (inner) => {
    const files = await holdFilesOf(inner.db, subject);
    if (!(await endStep(inner.db, subject, step, result))) return;
    for (const key of await writeKept(inner, subject, result.kept)) used.add(key);
    if (step === 'rendered_at') await giveUpRenditions(inner.db, subject);
    if (result.retyped) await retype(inner.db, subject, result.retyped);
    await result.besides?.(inner);
    const changed = await showOnFiles(inner.db, subject);
    const isSeen = result.kept.length > 0 || result.retyped !== undefined || result.problem !== null;
    await tell(inner, files, isSeen ? new Set(files.map(({ id }) => id)) : changed);
  });
  await removeUnused(ctx, result.kept, used);
}

/** Refers to what was made and writes it down, in the caller's transaction. @returns the keys that are in use now */
export async function writeKept(
  ctx: FilesContext,
  of: Bytes,
  kept: readonly KeptRendition[],
): Promise<string[]> {
  const used: string[] = [];
  for (const { bytes } of [...kept].sort((a, b) => (a.bytes.sha256 < b.bytes.sha256 ? -1 : 1))) {
    used.push((await referTo(ctx, of.organizationId, bytes)).storeKey);
  }
  const rows = kept.map(({ made, bytes }) => ({
    ...{ kind: made.kind, page: made.page ?? 0, mediaType: made.mediaType },
    ...{ width: made.width, height: made.height, blobSha256: bytes.sha256 },
  }));
  await letGo(ctx, of.organizationId, await putRenditions(ctx.db, of, rows));
  const hashes = rows.map(({ blobSha256 }) => blobSha256);
  await passMade(ctx.db, of, hashes);
  return used;
}

/** Removes from the store what was made in vain: another process was faster, or the bytes were there already. */
export async function removeUnused(
  ctx: FilesContext,
  kept: readonly KeptRendition[],
  used: ReadonlySet<string>,
): Promise<void> {
  for (const { bytes } of kept) {
    if (!used.has(bytes.storeKey)) await ctx.blobs.store(bytes.region).remove(bytes.storeKey);
  }
}
