import { type Signal, computed, signal } from '@angular/core';
import { type OutboxItem, inOrder, isStale } from './outbox.rules';
import { OutboxStore } from './outbox.store';

/**
 * The things in the outbox as every window of this browser has them: kept in IndexedDB, and told to the other windows
 * when they change. What cannot be kept is still there for as long as this window is.
 */
export class OutboxItems {
  private readonly store = new OutboxStore();
  private readonly others = new BroadcastChannel('parley-outbox');
  private readonly items = signal<readonly OutboxItem[]>([]);
  /** What is being written (or removed: null) while what the store knows is older. */
  private readonly unsaved = new Map<string, OutboxItem | null>();
  private userId: string | null = null;

  /** All of them, in the order in which they were written. */
  readonly all: Signal<readonly OutboxItem[]> = computed(() => inOrder(this.items()));

  constructor(changed: () => void) {
    this.others.onmessage = () => void this.load().then(changed);
  }

  /** Shows what this person has in the outbox, and nobody else's. */
  async of(userId: string | null): Promise<void> {
    this.userId = userId;
    this.items.set([]);
    await this.load();
  }

  find(key: string): OutboxItem | undefined {
    return this.items().find((item) => item.key === key);
  }

  /** Reads what other windows have done. */
  async load(): Promise<void> {
    const { userId } = this;
    if (!userId) return;
    const kept = new Map((await this.store.of(userId)).map((item) => [item.key, item]));
    if (userId !== this.userId) return;
    for (const [key, item] of this.unsaved) {
      if (item) kept.set(key, item);
      else kept.delete(key);
    }
    const [stale, current] = [
      [...kept.values()].filter(old),
      [...kept.values()].filter((item) => !old(item)),
    ];
    this.items.set(current);
    await Promise.all(stale.map(({ key }) => this.store.remove(key)));
  }

  /** Shown at once; settles when it is kept. */
  async keep(item: OutboxItem): Promise<void> {
    this.items.update((items) => [...items.filter(({ key }) => key !== item.key), item]);
    await this.save(item.key, item, () => this.store.put(item));
  }

  async remove(key: string): Promise<void> {
    this.items.update((items) => items.filter((item) => item.key !== key));
    await this.save(key, null, () => this.store.remove(key));
  }

  private async save(key: string, item: OutboxItem | null, write: () => Promise<void>): Promise<void> {
    this.unsaved.set(key, item);
    try {
      await write();
      if (this.unsaved.get(key) === item) this.unsaved.delete(key);
      this.others.postMessage('changed');
    } catch {
      // A browser that keeps nothing (a full disk, a private window) must not keep anybody from writing: it stays in
      // `unsaved`, and so is shown and sent for as long as this window lives.
    }
  }
}

const old = (item: OutboxItem): boolean => isStale(item, Date.now());
