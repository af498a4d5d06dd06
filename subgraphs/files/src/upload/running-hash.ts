import { createHash, type Hash } from 'node:crypto';

/** SHA-256 of the first bytes of an upload, as far as this process saw them from the beginning without a gap. */
export interface RunningHash {
  readonly hash: Hash;
  /** How many bytes it covers. */
  readonly bytes: number;
}

const MOST_KEPT = 1_000;

/**
 * Checksums of uploads between two requests. One that was not seen whole here, because another process took a part or
 * this one began anew, covers what it covers; the rest is read from the store when the last byte is there.
 */
export class RunningHashes {
  private readonly known = new Map<string, RunningHash>();

  /** What covers exactly so many bytes, to be gone on with; null where the bytes before were not seen. */
  take(uploadId: string, bytes: number): Hash | null {
    if (bytes === 0) return createHash('sha256');
    const known = this.known.get(uploadId);
    return known?.bytes === bytes ? known.hash.copy() : null;
  }

  keep(uploadId: string, hash: Hash, bytes: number): void {
    this.known.delete(uploadId);
    this.known.set(uploadId, { hash, bytes });
    const [oldest] = this.known.keys();
    if (this.known.size > MOST_KEPT && oldest !== undefined) this.known.delete(oldest);
  }

  /** As far as it goes: nothing at all, at the least. */
  takeLast(uploadId: string): RunningHash {
    const known = this.known.get(uploadId) ?? { hash: createHash('sha256'), bytes: 0 };
    this.known.delete(uploadId);
    return known;
  }

  forget(uploadId: string): void {
    this.known.delete(uploadId);
  }
}
