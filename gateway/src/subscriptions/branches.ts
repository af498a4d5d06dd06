import type { Reader } from './reader.js';
import type { SharedStream } from './shared-stream.js';

/** How many cursors of one stream are caught up from at once; whoever comes later waits for one to be done. */
const AT_ONCE = 16;

/**
 * Streams from older cursors, for readers whom the trunk's tape does not reach. All who come with the same cursor
 * share one; each lasts until its readers have caught up with the trunk.
 */
export class Branches {
  private readonly open = new Set<SharedStream>();
  private readonly waiting = new Set<Reader>();

  constructor(private readonly grow: (after: string | null) => SharedStream) {}

  get isEmpty(): boolean {
    return this.open.size === 0 && this.waiting.size === 0;
  }

  /** Brings a reader on from their own cursor, now or when there is room. */
  take(reader: Reader): void {
    const known = [...this.open].find((branch) => branch.beginsAt(reader.cursor));
    if (!known && this.open.size >= AT_ONCE) {
      this.waiting.add(reader);
      return;
    }
    const branch = known ?? this.grow(reader.cursor);
    this.open.add(branch);
    branch.adopt(reader);
  }

  forget(reader: Reader): void {
    this.waiting.delete(reader);
  }

  /** A branch has no readers any more. */
  close(branch: SharedStream): void {
    this.open.delete(branch);
    const [next] = this.waiting;
    if (!next) return;
    this.waiting.delete(next);
    this.take(next);
  }

  removeAll(): readonly Reader[] {
    const waiting = [...this.waiting];
    this.waiting.clear();
    return [...waiting, ...[...this.open].flatMap((branch) => branch.removeAll())];
  }
}
