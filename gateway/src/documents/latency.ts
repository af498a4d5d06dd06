/** Upper bounds of the steps in which latencies are counted, in milliseconds; beyond the last is one more. */
export const STEPS_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] as const;

/** How long things took: a count for each step, so that a million of them take no more room than one. */
export class Latencies {
  private readonly counts = new Uint32Array(STEPS_MS.length + 1);
  private total = 0;
  private most = 0;

  note(ms: number): void {
    const step = STEPS_MS.findIndex((bound) => ms <= bound);
    const index = step === -1 ? STEPS_MS.length : step;
    this.counts[index] = (this.counts[index] ?? 0) + 1;
    this.total += 1;
    this.most = Math.max(this.most, ms);
  }

  /**
   * What that share of them stayed below, in milliseconds: exact to the step, straight within it; null for none.
   * @param share between 0 and 1
   */
  quantile(share: number): number | null {
    if (this.total === 0) return null;
    const wanted = share * this.total;
    let passed = 0;
    for (const [index, count] of this.counts.entries()) {
      if (count > 0 && passed + count >= wanted) {
        const low = STEPS_MS[index - 1] ?? 0;
        const high = Math.min(STEPS_MS[index] ?? this.most, this.most);
        const reached = low + ((high - low) * (wanted - passed)) / count;
        return Math.round(Math.max(low, reached) * 10) / 10;
      }
      passed += count;
    }
    return this.most;
  }
}
