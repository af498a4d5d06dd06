import type { DiffChange, DiffLine } from './version.js';

/** The most lines that a comparison shows. */
export const DIFF_LINES = 2_000;

/** Texts that differ in more lines are told as one that went and one that came. */
const MOST_DIFFERENCES = 1_000;

const linesOf = (text: string): string[] => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

/** How far paths of so many differences reach into the older text, by the diagonal that they end on. */
class Reach {
  private readonly at: Int32Array;

  constructor(private readonly differences: number) {
    this.at = new Int32Array(2 * differences + 3).fill(-1);
  }

  get(diagonal: number): number {
    return this.at[diagonal + this.differences + 1] ?? -1;
  }

  set(diagonal: number, at: number): void {
    this.at[diagonal + this.differences + 1] = at;
  }
}

/** Whether the path to a diagonal comes down from the one above, by a line that came. */
const comesDown = (before: Reach, diagonal: number, differences: number): boolean =>
  diagonal === -differences ||
  (diagonal !== differences && before.get(diagonal - 1) < before.get(diagonal + 1));

/**
 * The shortest way from one list of lines to another one, as E. W. Myers found it ("An O(ND) Difference Algorithm and
 * its Variations", 1986): what was reached before each difference. Null where there are too many differences.
 */
function shortest(older: readonly string[], newer: readonly string[]): Reach[] | null {
  const trace: Reach[] = [];
  let before = new Reach(0);
  before.set(1, 0);
  for (let differences = 0; differences <= MOST_DIFFERENCES; differences += 1) {
    trace.push(before);
    const reach = new Reach(differences);
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      const isDown = comesDown(before, diagonal, differences);
      let at = isDown ? before.get(diagonal + 1) : before.get(diagonal - 1) + 1;
      while (at < older.length && at - diagonal < newer.length && older[at] === newer[at - diagonal]) at += 1;
      reach.set(diagonal, at);
      if (at >= older.length && at - diagonal >= newer.length) return trace;
    }
    before = reach;
  }
  return null;
}

const told = (change: DiffChange, lines: readonly string[], n: number): DiffLine => ({
  change,
  text: lines[n] ?? '',
  line: n + 1,
});

/** Goes the way back, from the end of both texts to their beginning. */
function walk(trace: readonly Reach[], older: readonly string[], newer: readonly string[]): DiffLine[] {
  const lines: DiffLine[] = [];
  let [x, y] = [older.length, newer.length];
  for (const [differences, before] of [...trace.entries()].reverse()) {
    const diagonal = x - y;
    const isDown = comesDown(before, diagonal, differences);
    const fromDiagonal = isDown ? diagonal + 1 : diagonal - 1;
    const fromX = before.get(fromDiagonal);
    const fromY = fromX - fromDiagonal;
    for (; x > fromX && y > fromY; [x, y] = [x - 1, y - 1]) lines.push(told('SAME', newer, y - 1));
    if (differences > 0) lines.push(isDown ? told('ADDED', newer, y - 1) : told('REMOVED', older, x - 1));
    [x, y] = [fromX, fromY];
  }
  return lines.reverse();
}

/** What changed from one text to another one, line by line; at most DIFF_LINES of them, from the beginning. */
export function diffOf(olderText: string, newerText: string): DiffLine[] {
  const [older, newer] = [linesOf(olderText), linesOf(newerText)];
  const trace = shortest(older, newer);
  const lines = trace
    ? walk(trace, older, newer)
    : [...older.map((_, n) => told('REMOVED', older, n)), ...newer.map((_, n) => told('ADDED', newer, n))];
  return lines.slice(0, DIFF_LINES);
}
