import { transaction } from '@parley/kit';
import { ContentFailed } from '../content/content-workers.js';
import { typeByMediaType } from '../content/known-types.rules.js';
import type { FilesContext } from '../context.js';
import { type KeptRendition, keep, removeUnused, writeKept } from './keep-made.service.js';
import { withLocalFile } from './local-file.js';
import { type Subject, holdFilesOf, subjectOf } from './pipeline.store.js';
import { giveUp, isAwaited, needsStream } from './rendition.store.js';
import { isPassed } from './scan.rules.js';
import { tell } from './scan.service.js';

/** Films are long work. */
const LIMITS = { milliseconds: 600_000, outputBytes: 2_000_000_000 };

/** The step that makes a film or sound which every browser plays of one that most do not. */
export async function streamFile(ctx: FilesContext, versionId: string): Promise<void> {
  const subject = await subjectOf(ctx.db, versionId);
  if (!subject || !isPassed(subject.scan) || !needsStream(subject.mediaType)) return;
  if (!(await isAwaited(ctx.db, subject, 'STREAM'))) return;
  const kept = await make(ctx, subject);
  const used = new Set<string>();
  await transaction(ctx, async (inner) => {
    const files = await holdFilesOf(inner.db, subject);
    if (!(await isAwaited(inner.db, subject, 'STREAM'))) return;
    for (const key of await writeKept(inner, subject, kept)) used.add(key);
    if (kept.length === 0) await giveUp(inner.db, subject, 'STREAM');
    await tell(inner, files, new Set(files.map(({ id }) => id)));
  });
  await removeUnused(ctx, kept, used);
}

async function make(ctx: FilesContext, subject: Subject): Promise<KeptRendition[]> {
  const type = typeByMediaType(subject.mediaType, subject.name);
  try {
    return await withLocalFile(ctx.blobs, subject, async (path) => {
      if (path === null) return [];
      const task = { kind: 'stream', path, size: Number(subject.size), type } as const;
      return ctx.content.workers.run(
        task,
        async ({ made: one }, made) => (one ? [await keep(ctx, subject, one, await made(one.file))] : []),
        LIMITS,
      );
    });
  } catch (error) {
    // The child process was ended, or ended by itself: the film is there to be downloaded.
    if (!(error instanceof ContentFailed)) throw error;
    return [];
  }
}
