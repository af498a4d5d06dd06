import type { PartsPlace, S3Objects } from './s3-objects.js';
import type { BlobWriter } from './store.js';

/** What counts of a growing blob. */
export interface GrowingState {
  readonly parts: readonly { readonly etag: string; readonly size: number }[];
  /** Bytes too few for a part. */
  readonly tail: { readonly key: string; readonly size: number } | null;
}

/** The least that S3 takes as a part that is not the last. */
export const LEAST_PART = 5 * 1_048_576;
/** Of parts there may be ten thousand: later ones grow, so that a blob may have five terabytes. */
const PARTS_OF_ONE_SIZE = 1_000;

/** What a writer goes on from. */
interface Beginning {
  readonly objects: S3Objects;
  readonly place: PartsPlace;
  readonly stateKey: string;
  readonly state: GrowingState;
  /** The bytes of its tail. */
  readonly tail: Buffer;
}

/** Gathers bytes into parts; what counts is told by one small object, written after what it tells of. */
export class S3Writer implements BlobWriter {
  kept: number;
  private parts: GrowingState['parts'];
  private waiting: Buffer[];
  private held: number;
  private tellingNow: Promise<void> | null = null;
  private told: GrowingState;

  constructor(private readonly from: Beginning) {
    this.parts = from.state.parts;
    this.told = from.state;
    this.waiting = from.tail.length > 0 ? [from.tail] : [];
    this.held = from.tail.length;
    this.kept = sizeOf(this.parts) + this.held;
  }

  async write(chunk: Buffer): Promise<void> {
    this.waiting.push(chunk);
    this.held += chunk.length;
    if (this.held >= this.partBytes) await this.sendPart();
  }

  hurry(): void {
    if (this.tellingNow || this.parts.length === this.told.parts.length) return;
    // Where it fails, less is kept than there is; whoever flushes is told why.
    this.tellingNow = this.tell({ parts: this.parts, tail: null })
      .catch(() => undefined)
      .finally(() => {
        this.tellingNow = null;
      });
  }

  async flush(): Promise<number> {
    while (this.tellingNow) await this.tellingNow;
    const { objects, stateKey } = this.from;
    const bytes = Buffer.concat(this.waiting);
    const reached = sizeOf(this.parts) + bytes.length;
    if (reached === this.kept && this.told === this.from.state && reached > 0) return this.kept;
    const tail = bytes.length > 0 ? { key: `${stateKey}.${String(reached)}`, size: bytes.length } : null;
    if (tail) await objects.put(tail.key, bytes);
    await this.tell({ parts: this.parts, tail });
    this.waiting = bytes.length > 0 ? [bytes] : [];
    return this.kept;
  }

  async undo(): Promise<void> {
    while (this.tellingNow) await this.tellingNow;
    const { objects, state, tail, stateKey } = this.from;
    this.parts = state.parts;
    this.waiting = tail.length > 0 ? [tail] : [];
    this.held = tail.length;
    if (this.told === state) return;
    // The old tail was removed once something newer counted.
    const again = state.tail && { key: `${stateKey}.undone`, size: tail.length };
    if (again) await objects.put(again.key, tail);
    await this.tell({ parts: state.parts, tail: again });
  }

  async close(): Promise<void> {
    while (this.tellingNow) await this.tellingNow;
  }

  private get partBytes(): number {
    return LEAST_PART * (1 + Math.floor(this.parts.length / PARTS_OF_ONE_SIZE));
  }

  private async sendPart(): Promise<void> {
    const bytes = Buffer.concat(this.waiting);
    this.waiting = [];
    this.held = 0;
    const { objects, place } = this.from;
    const etag = await objects.putPart(place, this.parts.length + 1, bytes);
    this.parts = [...this.parts, { etag, size: bytes.length }];
  }

  private async tell(state: GrowingState): Promise<void> {
    const { objects, stateKey } = this.from;
    await objects.put(stateKey, Buffer.from(JSON.stringify(state)));
    const before = this.told.tail;
    this.told = state;
    this.kept = sizeOf(state.parts) + (state.tail?.size ?? 0);
    if (before && before.key !== state.tail?.key) await objects.remove(before.key);
  }
}

const sizeOf = (parts: GrowingState['parts']): number => parts.reduce((sum, { size }) => sum + size, 0);
