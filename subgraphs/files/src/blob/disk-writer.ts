import type { FileHandle } from 'node:fs/promises';
import { NoRoomProblem, type BlobWriter } from './store.js';

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** What the file system says when it is full, as a refusal. */
export const asProblem = (error: unknown): unknown =>
  FULL.has((error as NodeJS.ErrnoException).code ?? '') ? new NoRoomProblem() : error;

/** What is written in one call, at the most. */
const BATCH_BYTES = 1_048_576;
const HURRY_BYTES = 2_097_152;
const MOST_SPARE = 64;

/** Buffers that were written and can be filled again: chunks that live on for a while are what collects garbage. */
const spare: Buffer[] = [];

const takeBuffer = (): Buffer => spare.pop() ?? Buffer.allocUnsafeSlow(BATCH_BYTES);

function giveBack(buffer: Buffer): void {
  if (spare.length < MOST_SPARE) spare.push(buffer);
}

/**
 * Writes to one file. What comes is copied into a buffer of its own at once, so that the many small ones of a socket
 * live no longer than a turn; while one is written the next is filled, and no more than two are ever held.
 */
export class DiskWriter implements BlobWriter {
  kept: number;
  private filling: Buffer | null = null;
  private filled = 0;
  private written: number;
  private hurriedAt: number;
  private writing: Promise<void> | null = null;
  private syncing: Promise<void> | null = null;
  /** More was written since the disk began, and is wanted on it as well. */
  private again = false;
  private failure: { readonly error: unknown } | null = null;

  constructor(
    private readonly file: FileHandle,
    private readonly from: number,
  ) {
    this.kept = from;
    this.written = from;
    this.hurriedAt = from;
  }

  async write(chunk: Buffer): Promise<void> {
    for (let at = 0; at < chunk.length;) {
      this.filling ??= takeBuffer();
      const copied = chunk.copy(this.filling, this.filled, at);
      at += copied;
      this.filled += copied;
      if (this.filled < BATCH_BYTES) continue;
      while (this.writing) await this.writing;
      this.throwFailure();
      this.begin();
    }
  }

  hurry(): void {
    if (!this.writing && this.filled > 0) this.begin();
    if (this.syncing) {
      this.again = true;
      return;
    }
    const reached = this.written;
    this.hurriedAt = reached;
    this.syncing = this.file
      .datasync()
      .then(() => {
        this.kept = Math.max(this.kept, reached);
      })
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => {
        this.syncing = null;
        if (this.again && !this.failure && this.kept < this.written) this.hurry();
      });
    this.again = false;
  }

  async flush(): Promise<number> {
    await this.settle();
    this.throwFailure();
    if (this.filled > 0) {
      this.begin();
      await this.settle();
      this.throwFailure();
    }
    if (this.kept < this.written) {
      await this.file.datasync().catch(rethrow);
      this.kept = this.written;
    }
    return this.kept;
  }

  async undo(): Promise<void> {
    this.drop();
    await this.settle();
    await this.file.truncate(this.from);
    this.failure = null;
    this.written = this.from;
    this.hurriedAt = this.from;
    this.kept = this.from;
  }

  async close(): Promise<void> {
    this.drop();
    await this.settle();
    await this.file.close();
  }

  /** Resolves when nothing is under way. */
  private async settle(): Promise<void> {
    while (this.writing) await this.writing;
    while (this.syncing) await this.syncing;
  }

  private drop(): void {
    if (this.filling) giveBack(this.filling);
    this.filling = null;
    this.filled = 0;
  }

  /** Writes what was filled; the next buffer is filled meanwhile. */
  private begin(): void {
    const [buffer, length] = [this.filling, this.filled];
    if (!buffer) return;
    this.filling = null;
    this.filled = 0;
    this.writing = this.writeOut(buffer, length)
      // Whoever writes next, or flushes, is told.
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => {
        giveBack(buffer);
        this.writing = null;
      });
  }

  private async writeOut(buffer: Buffer, length: number): Promise<void> {
    for (let at = 0; at < length;) {
      // A disk that is nearly full takes a part, and says why with the next.
      const { bytesWritten } = await this.file.write(buffer, at, length - at, this.written);
      at += bytesWritten;
      this.written += bytesWritten;
    }
    // The disk begins while more comes, so that little is left to wait for at the end.
    if (this.written - this.hurriedAt >= HURRY_BYTES) this.hurry();
  }

  private throwFailure(): void {
    if (this.failure) rethrow(this.failure.error);
  }
}

function rethrow(error: unknown): never {
  throw asProblem(error);
}
