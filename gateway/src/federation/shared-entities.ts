import type { Tree } from './tree.js';

/** A value as it was written once. */
interface Written {
  readonly text: string | null;
  readonly points: number;
}

/**
 * Values that stand at several places of an answer, because the entity that has them does: they are gathered and written
 * once. Everybody in a channel writes more than one message, so this is most of what a deep answer holds.
 */
export class Shared {
  private readonly values = new Map<object, Map<object, Written>>();

  /** Notes what an entity brings to all of its places. */
  add(entity: Tree): void {
    for (const value of Object.values(entity)) {
      if (typeof value === 'object' && value !== null) this.values.set(value, new Map());
    }
  }

  has(value: object): boolean {
    return this.values.has(value);
  }

  /** What was written of it, by whoever writes it; null for what stands in one place only. */
  written(value: object): Map<object, Written> | null {
    return this.values.get(value) ?? null;
  }
}
