import type { Renderings } from '../content/content-task.js';
import { ContentFailed } from '../content/content-workers.js';
import { UNKNOWN, typeByMediaType } from '../content/known-types.rules.js';
import type { FilesContext } from '../context.js';
import { type KeptRendition, finishStep, keep } from './keep-made.service.js';
import { withLocalFile } from './local-file.js';
import { type Subject, contentOf, subjectOf } from './pipeline.store.js';
import { isPassed } from './scan.rules.js';

interface Drawn {
  readonly kept: readonly KeptRendition[];
  readonly answer: Renderings;
}

const NOTHING: Drawn = {
  kept: [],
  answer: { made: [], waveform: null, isReadable: true, pageCount: null },
};

/** The step that makes what can be looked at: thumbnails, previews, posters, waveforms, PDF. */
export async function renderFile(ctx: FilesContext, versionId: string): Promise<void> {
  const subject = await subjectOf(ctx.db, versionId);
  if (!subject || !isPassed(subject.scan)) return;
  const content = await contentOf(ctx.db, subject);
  if (content?.renderedAt !== null) return;
  const { drawn, problem } = await draw(ctx, subject);
  const { waveform, pageCount, isReadable } = drawn.answer;
  await finishStep(ctx, subject, 'rendered_at', {
    kept: drawn.kept,
    metadata: { ...(waveform && { waveform }), ...(pageCount !== null && { pageCount }) },
    problem,
    ...(!isReadable && { retyped: UNKNOWN }),
  });
}

async function draw(ctx: FilesContext, subject: Subject): Promise<{ drawn: Drawn; problem: string | null }> {
  const type = typeByMediaType(subject.mediaType, subject.name);
  try {
    const drawn = await withLocalFile(ctx.blobs, subject, async (path) => {
      if (path === null) return NOTHING;
      const task = { kind: 'render', path, size: Number(subject.size), type } as const;
      return ctx.content.workers.run(task, async (answer, made): Promise<Drawn> => {
        const kept: KeptRendition[] = [];
        for (const each of answer.made) kept.push(await keep(ctx, subject, each, await made(each.file)));
        return { kept, answer };
      });
    });
    return { drawn, problem: null };
  } catch (error) {
    // The child process was ended, or ended by itself: this file has nothing to be looked at, and the server goes on.
    if (!(error instanceof ContentFailed)) throw error;
    return { drawn: NOTHING, problem: `render: ${error.message}` };
  }
}
