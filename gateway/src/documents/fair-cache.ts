/** How much a cache may hold. */
export interface Room {
  readonly entries: number;
  /** By whatever estimate its user weighs entries with. */
  readonly bytes: number;
}

interface Entry<V> {
  readonly value: V;
  readonly bytes: number;
  readonly owner: string;
}

interface Share<V> {
  /** In the order of use, the most recent last. */
  readonly entries: Map<string, Entry<V>>;
  bytes: number;
}

/**
 * A cache that forgets what was used least recently, of whoever fills it most: a caller who brings thousands of things
 * pushes out their own, and what others use stays.
 */
export class FairCache<V> {
  private readonly owners = new Map<string, string>();
  private readonly shares = new Map<string, Share<V>>();
  private bytes = 0;

  constructor(private readonly room: Room) {}

  get size(): number {
    return this.owners.size;
  }

  /** What everything in it weighs. */
  get weight(): number {
    return this.bytes;
  }

  get(key: string): V | undefined {
    const share = this.shareOf(key);
    const entry = share?.entries.get(key);
    if (!share || !entry) return undefined;
    share.entries.delete(key);
    share.entries.set(key, entry);
    return entry.value;
  }

  /** @param owner who brought it; what is there already stays theirs who brought it first */
  set(key: string, value: V, bytes: number, owner: string): void {
    const first = this.owners.get(key) ?? owner;
    this.delete(key);
    const share = this.shares.get(first) ?? { entries: new Map<string, Entry<V>>(), bytes: 0 };
    this.shares.set(first, share);
    share.entries.set(key, { value, bytes, owner: first });
    share.bytes += bytes;
    this.bytes += bytes;
    this.owners.set(key, first);
    while (this.owners.size > this.room.entries || this.bytes > this.room.bytes) this.forgetOne();
  }

  delete(key: string): void {
    const share = this.shareOf(key);
    const entry = share?.entries.get(key);
    if (!share || !entry) return;
    share.entries.delete(key);
    share.bytes -= entry.bytes;
    this.bytes -= entry.bytes;
    this.owners.delete(key);
    if (share.entries.size === 0) this.shares.delete(entry.owner);
  }

  /** Everything in it, in no order. */
  *values(): Generator<V, void, undefined> {
    for (const { entries } of this.shares.values()) for (const { value } of entries.values()) yield value;
  }

  private shareOf(key: string): Share<V> | undefined {
    const owner = this.owners.get(key);
    return owner === undefined ? undefined : this.shares.get(owner);
  }

  private forgetOne(): void {
    let largest: Share<V> | undefined;
    for (const share of this.shares.values()) {
      if (!largest || share.bytes > largest.bytes) largest = share;
    }
    const [oldest] = largest?.entries.keys() ?? [];
    if (oldest !== undefined) this.delete(oldest);
  }
}
