import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What is known of a film. */
export interface Probed {
  readonly format: { readonly duration: string };
  readonly streams: readonly { readonly codec_type: string; readonly codec_name: string }[];
  readonly chapters: readonly { readonly tags: { readonly title: string } }[];
}

/** What ffprobe says of a film. */
export async function probe(bytes: Uint8Array): Promise<Probed> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-film-'));
  try {
    const path = join(folder, 'film.mp4');
    await writeFile(path, bytes);
    const shown = ['-show_format', '-show_streams', '-show_chapters'];
    const { stdout } = await run('ffprobe', ['-v', 'error', '-of', 'json', ...shown, path]);
    return JSON.parse(stdout) as Probed;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
