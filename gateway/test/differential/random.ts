/** Whatever is drawn here depends on a seed alone: a case that failed once fails again. */

/** A well mixed 32-bit number for a text (FNV-1a, then the finaliser of MurmurHash3). */
export function hashOf(...parts: readonly (string | number)[]): number {
  const text = parts.join('\0');
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const RANGE = 2 ** 32;

/** The same as a fraction in [0, 1). */
export const fractionOf = (...parts: readonly (string | number)[]): number => hashOf(...parts) / RANGE;

/** A stream of draws (mulberry32). */
export class Random {
  private state: number;

  constructor(...seed: readonly (string | number)[]) {
    this.state = hashOf(...seed);
  }

  /** In [0, 1). */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / RANGE;
  }

  /** In 0..count-1. */
  below(count: number): number {
    return Math.floor(this.fraction() * count);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** @throws RangeError when there is nothing to pick from */
  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new RangeError('There is nothing to pick from');
    return from[this.below(from.length)] as T;
  }
}
