import type { FileHandle } from 'node:fs/promises';
import { NoRoomProblem, type BlobWriter } from './store.js';

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** What the file system says when it is full, as a refusal. */
export const asProblem = (error: unknown): unknown =>
  FULL.has((error as NodeJS.ErrnoException).code ?? '') ? new NoRoomProblem() : error;

/** What is written in one call, at the most; more may wait while it is. */
const BATCH_BYTES = 1_048_576;
const HURRY_BYTES = 2_097_152;

/**
 * Writes to one file: what comes while a write is under way goes with the next, so that few calls are made, and no more
 * than two batches are ever held.
 */
export class DiskWriter implements BlobWriter {
  kept: number;
  private waiting: Buffer[] = [];
  private held = 0;
  private written: number;
  private hurriedAt: number;
  private writing: Promise<void> | null = null;
  private syncing: Promise<void> | null = null;
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
    this.waiting.push(chunk);
    this.held += chunk.length;
    this.begin();
    while (this.held >= BATCH_BYTES && this.writing) await this.writing;
    this.throwFailure();
  }

  hurry(): void {
    if (this.syncing) return;
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
      });
  }

  async flush(): Promise<number> {
    while (this.writing || (this.waiting.length > 0 && !this.failure)) {
      this.begin();
      await this.writing;
    }
    while (this.syncing) await this.syncing;
    this.throwFailure();
    if (this.kept < this.written) {
      await this.file.datasync().catch(rethrow);
      this.kept = this.written;
    }
    return this.kept;
  }

  async undo(): Promise<void> {
    this.waiting = [];
    this.held = 0;
    while (this.writing) await this.writing;
    while (this.syncing) await this.syncing;
    await this.file.truncate(this.from);
    this.failure = null;
    this.written = this.from;
    this.hurriedAt = this.from;
    this.kept = this.from;
  }

  async close(): Promise<void> {
    this.waiting = [];
    this.held = 0;
    while (this.writing) await this.writing;
    while (this.syncing) await this.syncing;
    await this.file.close();
  }

  private begin(): void {
    if (this.writing || this.waiting.length === 0) return;
    this.writing = this.writeAll().finally(() => {
      this.writing = null;
    });
  }

  private async writeAll(): Promise<void> {
    try {
      while (this.waiting.length > 0 && !this.failure) {
        const batch = this.waiting;
        this.waiting = [];
        this.held = 0;
        await this.writeBatch(batch);
      }
    } catch (error) {
      // Whoever writes next, or flushes, is told.
      this.failure ??= { error };
    }
  }

  private async writeBatch(batch: readonly Buffer[]): Promise<void> {
    const length = batch.reduce((sum, { length: each }) => sum + each, 0);
    const { bytesWritten } = await this.file.writev([...batch], this.written);
    this.written += bytesWritten;
    // The disk begins while more comes, so that little is left to wait for at the end.
    if (this.written - this.hurriedAt >= HURRY_BYTES) this.hurry();
    // A disk that is nearly full takes a part, and says why with the next.
    if (bytesWritten < length) await this.writeBatch([Buffer.concat(batch).subarray(bytesWritten)]);
  }

  private throwFailure(): void {
    if (this.failure) rethrow(this.failure.error);
  }
}

function rethrow(error: unknown): never {
  throw asProblem(error);
}
