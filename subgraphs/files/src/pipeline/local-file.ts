import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Blobs } from '../blob/blobs.js';

/** Larger files of another machine are not fetched for a look into them. */
const MOST_FETCHED = 2_000_000_000;

/**
 * Gives programs that read files one: where it is already, or a copy for as long as `work` takes.
 * @param work is given null for what is too large to be fetched
 */
export async function withLocalFile<T>(
  blobs: Blobs,
  { storeKey, region, size }: { storeKey: string; region: string | null; size: string },
  work: (path: string | null) => Promise<T>,
): Promise<T> {
  const store = blobs.store(region);
  const path = store.pathOf?.(storeKey);
  if (path !== undefined) return work(path);
  if (Number(size) > MOST_FETCHED) return work(null);
  const folder = await mkdtemp(join(tmpdir(), 'parley-fetched-'));
  try {
    const copy = join(folder, 'file');
    await pipeline(await store.read(storeKey), createWriteStream(copy));
    return await work(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
