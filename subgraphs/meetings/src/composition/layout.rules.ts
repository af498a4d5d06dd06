/** A part of a recording, in seconds from its beginning. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where something is drawn, in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const CANVAS = { width: 1_280, height: 720 } as const;
/** More pictures than this nobody could make out: whoever comes after is heard only. */
export const MOST_CELLS = 16;
/** Pictures further apart than this belong to a camera that was off meanwhile. */
const LONGEST_GAP = 1.5;

const even = (pixels: number): number => Math.floor(pixels / 2) * 2;

/** The cells of a grid for so many, row by row, as square as can be; encoders want even sizes. */
export function gridOf(count: number): readonly Place[] {
  const columns = Math.max(1, Math.ceil(Math.sqrt(count)));
  const rows = Math.max(1, Math.ceil(count / columns));
  const [width, height] = [even(CANVAS.width / columns), even(CANVAS.height / rows)];
  return Array.from({ length: count }, (_, n) => {
    const row = Math.floor(n / columns);
    const inRow = Math.min(columns, count - row * columns);
    // A last row that is not full stands in the middle.
    const indent = even((CANVAS.width - inRow * width) / 2);
    return { x: indent + (n % columns) * width, y: row * height, width, height };
  });
}

/** The whole time from the first to the last of these. */
export const hullOf = (spans: readonly Span[]): Span => ({
  from: Math.min(...spans.map(({ from }) => from)),
  to: Math.max(...spans.map(({ to }) => to)),
});

/**
 * A cell for each, so that nobody shares one with somebody who is there at the same time; a cell is given on once its
 * first holder is gone. Null for those who find none free.
 */
export function assignCells(stays: readonly Span[]): readonly (number | null)[] {
  const freeFrom: number[] = [];
  const cells = new Map<number, number | null>();
  const inOrder = [...stays.entries()].toSorted(([, a], [, b]) => a.from - b.from);
  for (const [index, { from, to }] of inOrder) {
    const free = freeFrom.findIndex((time) => time <= from);
    const cell = free >= 0 ? free : freeFrom.length;
    cells.set(index, cell < MOST_CELLS ? cell : null);
    if (cell < MOST_CELLS) freeFrom[cell] = to;
  }
  return stays.map((_, index) => cells.get(index) ?? null);
}

/** The last of these times, 0 of none; they are too many to be the arguments of a function. */
export const latestOf = (times: readonly number[]): number =>
  times.reduce((latest, time) => Math.max(latest, time), 0);

/** When a camera was on, by the times of its pictures: what is further apart is a pause. */
export function spansOf(times: readonly number[]): readonly Span[] {
  const spans: { from: number; to: number }[] = [];
  for (const time of times.toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && time - last.to <= LONGEST_GAP) last.to = time;
    else spans.push({ from: time, to: time });
  }
  return spans;
}

/** Later by so much. */
export const shifted = ({ from, to }: Span, by: number): Span => ({ from: from + by, to: to + by });
