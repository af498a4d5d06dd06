import { createHash } from 'node:crypto';
import type { ContentWorkers } from '../content/content-workers.js';
import type { WatermarkWords } from '../content/watermark.rules.js';
import { UNKNOWN } from '../content/known-types.rules.js';

/** A picture with somebody's name in it, for nobody else. */
export interface WatermarkedPicture {
  /** Of the picture and the words: what is another picture, or says another thing, has another one. */
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** How much of what was drawn is kept for the next look, in bytes. */
const KEPT_BYTES = 32_000_000;

/** Draws words into pictures in child processes, once for those who ask at the same time or soon again. */
export class Watermarks {
  /** By hash, what was asked for last at the end. */
  private readonly kept = new Map<string, Buffer>();
  private readonly drawing = new Map<string, Promise<Buffer>>();
  private size = 0;

  constructor(private readonly workers: ContentWorkers) {}

  /**
   * A picture with words in it.
   * @param of hash of the picture's bytes
   * @param withPath lends the picture as a file; null where it cannot be fetched
   * @throws ContentFailed where it cannot be drawn: the picture is not to be given without
   */
  async draw(
    of: { readonly organizationId: string; readonly sha256: string },
    words: WatermarkWords,
    withPath: (use: (path: string) => Promise<Buffer>) => Promise<Buffer>,
  ): Promise<WatermarkedPicture> {
    const said = JSON.stringify([of.organizationId, of.sha256, words]);
    const sha256 = createHash('sha256').update(said).digest('hex');
    const bytes = this.kept.get(sha256) ?? (await this.drawOnce(sha256, words, withPath));
    this.keep(sha256, bytes);
    return { sha256, bytes };
  }

  private drawOnce(
    sha256: string,
    words: WatermarkWords,
    withPath: (use: (path: string) => Promise<Buffer>) => Promise<Buffer>,
  ): Promise<Buffer> {
    const known = this.drawing.get(sha256);
    if (known) return known;
    const drawing = withPath((path) =>
      this.workers.run({ kind: 'watermark', path, size: 0, type: UNKNOWN, words }, async ({ file }, made) =>
        Buffer.concat(await Array.fromAsync((await made(file)).read())),
      ),
    ).finally(() => this.drawing.delete(sha256));
    this.drawing.set(sha256, drawing);
    return drawing;
  }

  private keep(sha256: string, bytes: Buffer): void {
    const known = this.kept.get(sha256);
    if (known) this.size -= known.length;
    this.kept.delete(sha256);
    this.kept.set(sha256, bytes);
    this.size += bytes.length;
    for (const [oldest, { length }] of this.kept) {
      if (this.size <= KEPT_BYTES) return;
      this.kept.delete(oldest);
      this.size -= length;
    }
  }
}
