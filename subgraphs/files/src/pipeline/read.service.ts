import type { Reading } from '../content/content-task.js';
import { ContentFailed } from '../content/content-workers.js';
import { typeByMediaType } from '../content/known-types.rules.js';
import type { FilesContext } from '../context.js';
import { type KeptRendition, finishStep, keep } from './keep-made.service.js';
import { withLocalFile } from './local-file.js';
import { type Subject, contentOf, subjectOf, writeWords } from './pipeline.store.js';
import { madeOf } from './rendition.store.js';
import { isPassed } from './scan.rules.js';

/** Words that are searched; the rest of a very long file is only kept to be read. */
const SEARCHED_LETTERS = 1_000_000;

interface Words {
  readonly kept: readonly KeptRendition[];
  readonly text: string | null;
}

/** The step that reads the words of a file, to be searched and to be shown where nothing else can be. */
export async function readFileWords(ctx: FilesContext, versionId: string): Promise<void> {
  const subject = await subjectOf(ctx.db, versionId);
  if (!subject || !isPassed(subject.scan)) return;
  const content = await contentOf(ctx.db, subject);
  if (!content) return;
  if (content.readAt !== null) {
    await writeWords(ctx.db, subject, await wordsKept(ctx, subject));
    return;
  }
  const { words, problem } = await read(ctx, subject);
  await finishStep(ctx, subject, 'read_at', {
    kept: words.kept,
    metadata: {},
    problem,
    besides: (inner) => writeWords(inner.db, subject, words.text),
  });
}

/** What was read from these bytes before, under another name. */
async function wordsKept(ctx: FilesContext, subject: Subject): Promise<string | null> {
  const kept = await madeOf(ctx.db, subject, 'TEXT');
  if (!kept) return null;
  return textOf((await ctx.blobs.store(kept.region).read(kept.storeKey)) as AsyncIterable<Buffer>);
}

async function textOf(bytes: AsyncIterable<Buffer>): Promise<string> {
  const text = Buffer.concat(await Array.fromAsync(bytes)).toString('utf8');
  return text.slice(0, SEARCHED_LETTERS).toWellFormed();
}

const NOTHING: Words = { kept: [], text: null };

async function read(ctx: FilesContext, subject: Subject): Promise<{ words: Words; problem: string | null }> {
  const type = typeByMediaType(subject.mediaType, subject.name);
  try {
    const words = await withLocalFile(ctx.blobs, subject, async (path) => {
      if (path === null) return NOTHING;
      const task = { kind: 'read', path, size: Number(subject.size), type } as const;
      return ctx.content.workers.run(task, async ({ file }: Reading, made): Promise<Words> => {
        if (file === null) return NOTHING;
        const found = await made(file);
        const text = {
          kind: 'TEXT',
          mediaType: 'text/plain',
          width: null,
          height: null,
          page: null,
        } as const;
        return { kept: [await keep(ctx, subject, text, found)], text: await textOf(found.read()) };
      });
    });
    return { words, problem: null };
  } catch (error) {
    // The child process was ended, or ended by itself: this file is not found by its words, and the server goes on.
    if (!(error instanceof ContentFailed)) throw error;
    return { words: NOTHING, problem: `read: ${error.message}` };
  }
}
