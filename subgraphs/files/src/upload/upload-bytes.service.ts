import { createHash, type Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { noteStreamed } from '@parley/kit';
import type { BlobWriter } from '../blob/store.js';
import { NoRoomProblem } from '../blob/store.js';
import type { FilesContext } from '../context.js';
import type { RunningHashes } from './running-hash.js';
import { elsewhere, notWhatWasSent, type Checksum } from './tus.rules.js';
import { tellProgress } from './upload-progress.service.js';
import { endUpload } from './upload-end.service.js';
import { expiryFrom, tooLarge } from './upload.rules.js';
import { growingOf, setReceived } from './upload.store.js';
import type { UploadRow } from './upload.table.js';

/** Some bytes of an upload, on their way. */
export interface Arriving {
  readonly request: IncomingMessage;
  /** Where in the upload they belong. */
  readonly offset: number;
  readonly checksum: Checksum | null;
  /** Aborted when somebody else wants to send: what arrived is kept, and no more is read. */
  readonly wanted: AbortSignal;
}

/** A line that says nothing for so long is broken, in milliseconds. */
const SILENT_MS = 30_000;
/** How much may be lost where this process is killed: what is kept is noted that often, at the latest. */
const NOTE_BYTES = 32 * 1_048_576;
const NOTE_MS = 1_000;

/**
 * Takes bytes of an upload, whose lock the caller holds: they are on the disk, and noted as such, before it answers.
 * Bytes that vouch for themselves are kept all together or not at all; of others all that arrived is, however it ended.
 * @returns how many bytes of the upload there are, and whether whoever sends is still there
 * @throws HttpProblem 409, 413, 460, 507
 */
export async function takeBytes(
  ctx: FilesContext,
  hashes: RunningHashes,
  upload: UploadRow,
  arriving: Arriving,
): Promise<{ readonly received: number; readonly isWhole: boolean }> {
  const size = Number(upload.size);
  const announced = Number(arriving.request.headers['content-length'] ?? 0);
  if (arriving.offset + announced > size) throw tooLarge(size, arriving.offset + announced);
  const store = ctx.blobs.store(upload.progress.region);
  const there = await store.resume(growingOf(upload), Number(upload.received));
  if (there !== arriving.offset) throw elsewhere(there ?? 0);
  const taking = new Taking(ctx, upload, arriving, await store.open(growingOf(upload), there), {
    hash: hashes.take(upload.id, there),
    hashes,
  });
  try {
    return await taking.run();
  } catch (error) {
    // A full disk is found out by writing: what is there of the file makes room for everything else.
    if (error instanceof NoRoomProblem) {
      await endUpload(ctx, upload, { state: 'REFUSED', because: error.message });
    }
    throw error;
  } finally {
    await taking.close();
  }
}

class Taking {
  private received: number;
  private notedAt = performance.now();
  private noted: number;
  private noting: Promise<void> | null = null;
  private readonly own: Hash | null;

  constructor(
    private readonly ctx: FilesContext,
    private readonly upload: UploadRow,
    private readonly arriving: Arriving,
    private readonly writer: BlobWriter,
    private readonly sum: { readonly hash: Hash | null; readonly hashes: RunningHashes },
  ) {
    this.received = arriving.offset;
    this.noted = arriving.offset;
    this.own = arriving.checksum && createHash(arriving.checksum.algorithm);
  }

  async run(): Promise<{ received: number; isWhole: boolean }> {
    const { arriving, writer, upload, sum } = this;
    const isWhole = await this.read();
    const { checksum } = arriving;
    if (checksum && !(isWhole && this.own?.digest().equals(checksum.digest))) {
      await this.takeBack();
      if (isWhole) throw notWhatWasSent('What arrived has another checksum; send it again');
      return { received: arriving.offset, isWhole };
    }
    const received = await writer.flush();
    await this.noting;
    if (sum.hash) sum.hashes.keep(upload.id, sum.hash, received);
    await this.note(received);
    return { received, isWhole };
  }

  async close(): Promise<void> {
    await this.noting;
    await this.writer.close();
  }

  /** @returns whether everything came that was announced */
  private async read(): Promise<boolean> {
    const { request, wanted } = this.arriving;
    const stop = (): void => {
      request.destroy();
    };
    const silence = setTimeout(stop, SILENT_MS);
    wanted.addEventListener('abort', stop, { once: true });
    if (wanted.aborted) stop();
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        silence.refresh();
        await this.take(chunk);
      }
      return request.complete;
    } catch (error) {
      // A line that broke: what it brought is kept. Whatever is not the line's fault goes on.
      if (request.destroyed && !request.complete && isOfLine(error)) return false;
      throw error;
    } finally {
      clearTimeout(silence);
      wanted.removeEventListener('abort', stop);
    }
  }

  private async take(chunk: Buffer): Promise<void> {
    const size = Number(this.upload.size);
    if (this.received + chunk.length > size) {
      await this.takeBack();
      throw tooLarge(size, this.received + chunk.length);
    }
    this.received += chunk.length;
    this.own?.update(chunk);
    this.sum.hash?.update(chunk);
    noteStreamed(chunk.length);
    await this.writer.write(chunk);
    tellProgress(this.ctx, { uploadId: this.upload.id, receivedBytes: this.received, state: 'RECEIVING' });
    if (!this.own) this.noteNowAndThen();
  }

  /** What is kept is noted while more comes; nobody waits for it. */
  private noteNowAndThen(): void {
    const now = performance.now();
    if (this.received - this.noted < NOTE_BYTES && now - this.notedAt < NOTE_MS) return;
    this.notedAt = now;
    this.noted = this.received;
    this.writer.hurry();
    const { kept } = this.writer;
    // Whoever flushes at the end is told why, should it fail.
    this.noting ??= this.note(kept)
      .catch(() => undefined)
      .finally(() => {
        this.noting = null;
      });
  }

  private async note(kept: number): Promise<void> {
    await setReceived(this.ctx.db, this.upload.id, kept, expiryFrom(Date.now()));
  }

  private async takeBack(): Promise<void> {
    await this.noting;
    await this.writer.undo();
  }
}

const OF_LINE = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR', 'ETIMEDOUT']);

const isOfLine = (error: unknown): boolean => OF_LINE.has((error as NodeJS.ErrnoException).code ?? '');
