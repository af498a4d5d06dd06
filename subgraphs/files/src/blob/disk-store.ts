import type { Dirent } from 'node:fs';
import { mkdir, open, opendir, rename, rm, stat, statfs, type FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { asProblem, DiskWriter } from './disk-writer.js';
import { checkedKey, type BlobStore, type Growing, type Span, type Stored } from './store.js';

/** What the store asks of the file system; tests give it one that is full. */
export interface Files {
  readonly open: (path: string, flags: string) => Promise<FileHandle>;
}

/** Large reads: each costs a turn through Node's threads. */
const READ_BYTES = 1_048_576;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/**
 * Blobs in a folder of this machine, or one that several of them share: `blobs/<two letters>/<key>`, and what still
 * grows in `growing/<key>`. Bytes are on the disk before anybody is told that they are kept, and names after them.
 */
export class DiskStore implements BlobStore {
  constructor(
    private readonly folder: string,
    private readonly files: Files = { open },
  ) {}

  async put(key: string, bytes: AsyncIterable<Buffer>): Promise<number> {
    const growing = { key, handle: await this.begin(key) };
    const writer = await this.open(growing, 0);
    try {
      for await (const chunk of bytes) await writer.write(chunk);
      const size = await writer.flush();
      await writer.close();
      await this.seal(growing);
      return size;
    } catch (error) {
      // A blob is there entirely or not at all.
      await writer.close();
      await this.abandon(growing);
      throw error;
    }
  }

  async begin(key: string): Promise<string> {
    const path = this.growingPath(key);
    await mkdir(dirname(path), { recursive: true });
    const file = await this.files.open(path, 'w').catch((error: unknown) => {
      throw asProblem(error);
    });
    await file.close();
    await syncFolder(dirname(path));
    return 'disk';
  }

  async resume({ key }: Growing, acknowledged: number): Promise<number | null> {
    const path = this.growingPath(key);
    const found = await sizeOf(path);
    // It is whole, and only nobody was told.
    if (found === null) return (await this.stat(key))?.size ?? null;
    if (found > acknowledged) {
      const file = await open(path, 'r+');
      await file.truncate(acknowledged);
      await file.close();
    }
    return Math.min(found, acknowledged);
  }

  async open({ key }: Growing, from: number): Promise<DiskWriter> {
    return new DiskWriter(await this.files.open(this.growingPath(key), 'r+'), from);
  }

  async seal({ key }: Growing): Promise<void> {
    const [from, to] = [this.growingPath(key), this.blobPath(key)];
    await mkdir(dirname(to), { recursive: true });
    try {
      await rename(from, to);
    } catch (error) {
      // It was done before.
      if (!isMissing(error) || (await sizeOf(to)) === null) throw asProblem(error);
    }
    await Promise.all([syncFolder(dirname(to)), syncFolder(dirname(from))]);
    await syncFolder(dirname(dirname(to)));
  }

  async abandon({ key }: Growing): Promise<void> {
    await rm(this.growingPath(key), { force: true });
  }

  async read(key: string, span?: Span): Promise<Readable> {
    // Opened before it is answered, so that who waits is told of what is missing, not of a stream that broke.
    const file = await open(this.blobPath(key), 'r');
    // A stream counts its last byte in.
    const place = span && { start: span.from, end: span.to - 1 };
    return file.createReadStream({ highWaterMark: READ_BYTES, ...place });
  }

  pathOf(key: string): string {
    return resolve(this.blobPath(key));
  }

  async stat(key: string): Promise<{ size: number } | null> {
    const size = await sizeOf(this.blobPath(key));
    return size === null ? null : { size };
  }

  async remove(key: string): Promise<void> {
    await rm(this.blobPath(key), { force: true });
  }

  async *list(): AsyncIterable<Stored> {
    for await (const shard of entriesOf(join(this.folder, 'blobs'))) {
      for await (const entry of entriesOf(join(this.folder, 'blobs', shard.name))) {
        const found = await stat(join(entry.parentPath, entry.name)).catch(() => null);
        if (found) yield { key: entry.name, changedAt: found.mtime };
      }
    }
  }

  async room(): Promise<number> {
    await mkdir(this.folder, { recursive: true });
    const { bavail, bsize } = await statfs(this.folder);
    return bavail * bsize;
  }

  private growingPath(key: string): string {
    return join(this.folder, 'growing', checkedKey(key));
  }

  /** The end of a key is what differs. */
  private blobPath(key: string): string {
    return join(this.folder, 'blobs', checkedKey(key).slice(-2), key);
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    // What is not there has no size.
    if (isMissing(error)) return null;
    throw error;
  }
}

/** A new name outlives the machine's end only once its folder is written. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What is in a folder; nothing where there is none. */
async function* entriesOf(path: string): AsyncIterable<Dirent> {
  try {
    yield* await opendir(path);
  } catch (error) {
    // A folder is made with the first thing in it, and what is none is not ours.
    if (!isMissing(error) && (error as NodeJS.ErrnoException).code !== 'ENOTDIR') throw error;
  }
}
