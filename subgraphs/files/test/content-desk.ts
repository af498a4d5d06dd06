import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContentAnswers, ContentTask } from '../src/content/content-task.js';
import { type ContentLimits, type ContentWorkers, contentWorkers } from '../src/content/content-workers.js';
import { fileTypeOf } from '../src/content/file-type.rules.js';

/** What came of one task. */
export interface Done<K extends ContentTask['kind']> {
  readonly answer: ContentAnswers[K];
  readonly files: Readonly<Record<string, Buffer>>;
}

/** Looks into files that tests make, in child processes as the product does. */
export class ContentDesk {
  private readonly usual: ContentWorkers;

  private constructor(readonly folder: string) {
    this.usual = this.workers();
  }

  static async open(): Promise<ContentDesk> {
    return new ContentDesk(await mkdtemp(join(tmpdir(), 'parley-desk-')));
  }

  /** Child processes under limits of their own. */
  workers(limits: Partial<ContentLimits> = {}): ContentWorkers {
    return contentWorkers({ folder: join(this.folder, 'tasks'), limits });
  }

  /** Does one task with a file of that name. */
  async work<K extends ContentTask['kind']>(
    kind: K,
    name: string,
    content: Buffer | string,
    by = this.usual,
  ): Promise<Done<K>> {
    const path = join(this.folder, name);
    await writeFile(path, content);
    return this.workOn(kind, path, by);
  }

  /** Does one task with a file that is there. */
  workOn<K extends ContentTask['kind']>(kind: K, path: string, by = this.usual): Promise<Done<K>> {
    const bytes = readFileSync(path);
    const type = fileTypeOf({ head: bytes.subarray(0, 4_096), tail: bytes.subarray(-65_557), name: path });
    return by.run({ kind, path, size: bytes.length, type }, async (answer, made) => {
      const pictures = 'made' in answer ? [answer.made ?? []].flat() : [];
      const named = pictures.map(({ file }) => file);
      const names = 'file' in answer && answer.file !== null ? [...named, answer.file] : named;
      const files: Record<string, Buffer> = {};
      for (const file of names) files[file] = Buffer.concat(await Array.fromAsync((await made(file)).read()));
      return { answer, files };
    });
  }

  /** @throws Error when a task left something behind */
  async close(): Promise<void> {
    const left = await readdir(join(this.folder, 'tasks'));
    await rm(this.folder, { recursive: true });
    if (left.length > 0) throw new Error(`Left behind: ${left.join(', ')}`);
  }
}

/** The words that were read. */
export const wordsOf = ({ files }: Done<'read'>): string | undefined => files['words.txt']?.toString('utf8');
