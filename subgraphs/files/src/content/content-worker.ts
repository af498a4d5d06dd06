import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentAnswers, ContentTask, Stripped } from './content-task.js';

/** A child process that looks into one file, answers and is gone; what limits it is outside of it. */

const MOST_BYTES = 100_000_000;

async function strip({ path, size, type, folder }: ContentTask): Promise<Stripped> {
  if (size > MOST_BYTES) return { file: null };
  const { withoutPlace } = await import('./strip-place.rules.js');
  const copy = withoutPlace(await readFile(path), type.mediaType);
  if (!copy) return { file: null };
  const file = 'without-place';
  await writeFile(join(folder, file), copy);
  return { file };
}

// Each task loads what it needs and no more: most of a short task is its start.
const WORK: { readonly [K in keyof ContentAnswers]: (task: ContentTask) => Promise<ContentAnswers[K]> } = {
  inspect: async (task) => (await import('./inspect.js')).inspect(task),
  render: async (task) => (await import('./render.js')).render(task),
  read: async (task) => (await import('./read-words.js')).readWords(task),
  strip,
  stream: async (task) => (await import('./stream.js')).toStream(task),
  watermark: async (task) => (await import('./watermark.js')).drawWatermark(task),
};

// Nobody hears the answer any more: whoever asked is gone, and all that was started here goes as well.
process.on('disconnect', () => {
  process.kill(0, 'SIGKILL');
});

process.once('message', (task: ContentTask) => {
  void WORK[task.kind](task).then(
    (answer) => process.send?.({ answer }),
    (error: unknown) => process.send?.({ failed: String(error).slice(0, 500) }),
  );
});
