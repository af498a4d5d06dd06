import type { Readable } from 'node:stream';
import { HttpProblem, unavailable } from '@parley/kit';

/** From the first byte up to, not with, the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A blob that comes in parts: where it will be, and what the store needs to go on. */
export interface Growing {
  readonly key: string;
  /** As begin() answered; opaque to everybody else. */
  readonly handle: string;
}

/** What is known of a blob. */
export interface BlobStat {
  readonly size: number;
}

/** One thing in the store: a blob, or one that still grows. */
export interface Stored {
  readonly key: string;
  /** When it was last written to. */
  readonly changedAt: Date;
}

/** Takes bytes at the end of a growing blob; one at a time for each. */
export interface BlobWriter {
  /** Takes bytes; waits where the store is slower than whoever sends. @throws NoRoomProblem */
  write(chunk: Buffer): Promise<void>;
  /** How many bytes of the blob outlive the end of this process and of the machine. */
  readonly kept: number;
  /** Makes as much as there is outlive them, without waiting for it. */
  hurry(): void;
  /** Resolves once everything that was written does. @returns the size of the blob @throws NoRoomProblem */
  flush(): Promise<number>;
  /** Takes back what was written since it was opened. */
  undo(): Promise<void>;
  /** Lets go of it, whatever was flushed or not. */
  close(): Promise<void>;
}

/**
 * Where bytes are. A blob never changes and is there entirely or not at all; what still grows is told apart from it, and
 * is read by nobody. A key is of our own making: letters, digits, `_` and `-`.
 */
export interface BlobStore {
  /** Keeps a whole blob. @returns its size @throws NoRoomProblem, and then nothing of it is left */
  put(key: string, bytes: AsyncIterable<Buffer>): Promise<number>;
  /** Begins a blob that comes in parts. @returns its handle */
  begin(key: string): Promise<string>;
  /**
   * What is there of a growing blob, once whatever was not acknowledged is cut off where that can be.
   * @returns null when nothing is left of it
   */
  resume(growing: Growing, acknowledged: number): Promise<number | null>;
  /** Opens a growing blob for what follows the first `from` bytes. */
  open(growing: Growing, from: number): Promise<BlobWriter>;
  /** Makes a growing blob a whole one, readable under its key; doing it again does nothing. */
  seal(growing: Growing): Promise<void>;
  /** Removes a growing blob, whatever there is of it. */
  abandon(growing: Growing): Promise<void>;
  /** Reads a blob, or a span of it, at the pace of whoever reads. The stream fails when the blob is not there. */
  read(key: string, span?: Span): Promise<Readable>;
  /** Where a blob is on this machine, for programs that read files; a store elsewhere has no such thing. */
  pathOf?(key: string): string;
  /** Null when there is no such blob. */
  stat(key: string): Promise<BlobStat | null>;
  /** Removes a blob; one that is gone already is as well. */
  remove(key: string): Promise<void>;
  /** All blobs, in no order; growing ones are told by the uploads that they belong to. */
  list(): AsyncIterable<Stored>;
  /** How many bytes there still is room for; null where nobody knows. */
  room(): Promise<number | null>;
}

/** There is no room left: 507. Nothing of what was sent is kept. */
export class NoRoomProblem extends HttpProblem {
  constructor() {
    super(507, unavailable('There is no room left for files; ask an administrator to make some'));
  }
}

const KEY = /^[\w-]{1,100}$/;

/** @throws TypeError for what could lead anywhere else */
export function checkedKey(key: string): string {
  if (!KEY.test(key)) throw new TypeError(`No key of a blob: ${JSON.stringify(key)}`);
  return key;
}
