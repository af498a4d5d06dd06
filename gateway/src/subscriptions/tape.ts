import type { Entry } from './entry.js';

/** An entry with its place in the stream. */
export interface Placed extends Entry {
  readonly seq: number;
  readonly cursor: string;
}

const ENTRIES = 256;
const BYTES = 262_144;

/** The newest entries of a shared stream, so that whoever is a little behind needs no execution of their own. */
export class Tape {
  /** The place before the first entry that is kept. */
  private base: { readonly seq: number; readonly cursor: string | null };
  private readonly entries: Placed[] = [];
  private bytes = 0;

  constructor(seq: number, cursor: string | null) {
    this.base = { seq, cursor };
  }

  /** The last place that is known. */
  get head(): { readonly seq: number; readonly cursor: string | null } {
    return this.entries.at(-1) ?? this.base;
  }

  /** False when it was there already: an upstream that was opened again may repeat itself. */
  add(entry: Placed): boolean {
    if (entry.seq <= this.head.seq) return false;
    this.entries.push(entry);
    this.bytes += entry.payload.length;
    while (this.entries.length > 1 && (this.entries.length > ENTRIES || this.bytes > BYTES)) {
      const oldest = this.entries.shift();
      if (!oldest) break;
      this.bytes -= oldest.payload.length;
      this.base = oldest;
    }
    return true;
  }

  /** Whether everything after that place is here. */
  covers(seq: number): boolean {
    return seq >= this.base.seq;
  }

  /** The place that a cursor names, when it is among those kept. */
  seqOf(cursor: string): number | null {
    if (this.base.cursor === cursor) return this.base.seq;
    return this.entries.find((entry) => entry.cursor === cursor)?.seq ?? null;
  }

  /** The entries after a place, oldest first, at most `limit`. */
  after(seq: number, limit: number): readonly Placed[] {
    let from = this.entries.length;
    while (from > 0 && (this.entries[from - 1]?.seq ?? 0) > seq) from -= 1;
    return this.entries.slice(from, from + limit);
  }
}
