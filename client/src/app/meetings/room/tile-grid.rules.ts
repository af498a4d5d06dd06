/** A part of the stage, in CSS pixels; `x` counts from where lines of text begin. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What there is to fill. */
export type Box = Pick<Place, 'width' | 'height'>;

/** Between two tiles. */
export const GAP = 8;
/** A picture is cut to its tile; further than this, faces would be lost. */
const NARROWEST = 3 / 4;
const WIDEST = 16 / 9;
/** Smaller than this nobody is recognised; further people are on another page. */
export const SMALLEST: Box = { width: 112, height: 78 };
/** What rows of equal length are preferred by. */
const EVEN = 1.03;
/** Seven by seven: more faces than that are a crowd. */
const MOST = 49;

/** How many stand in each row: the rows above have one less where it does not come out even. */
function inRows(count: number, rows: number): readonly number[] {
  const least = Math.floor(count / rows);
  const withMore = count % rows;
  return Array.from({ length: rows }, (_, row) => (row < rows - withMore ? least : least + 1));
}

const share = (whole: number, parts: number): number => (whole - GAP * (parts - 1)) / parts;

/** How large a tile is in a row of so many; alone on the stage it has all of it. */
function tileOf(box: Box, rows: number, inRow: number): Box {
  const cell = { width: share(box.width, inRow), height: share(box.height, rows) };
  if (rows * inRow === 1) return cell;
  const width = Math.min(cell.width, cell.height * WIDEST);
  return { width, height: Math.min(cell.height, width / NARROWEST) };
}

/**
 * How good a tile is: by what of it is filled, and, for a quarter, by what of a camera's picture is seen in it. Of all
 * the roots are added, so that what is doubled in one does not make up for another that is halved.
 */
function worthOf({ width, height }: Box): number {
  const seen = Math.min(width, height * WIDEST);
  return width > 0 && height > 0 ? (width * height) ** 0.375 * (seen ** 2 / WIDEST) ** 0.125 : 0;
}

function worthOfRows(box: Box, rows: readonly number[]): number {
  const isEven = rows[0] === rows.at(-1);
  const worth = rows.reduce((sum, inRow) => sum + inRow * worthOf(tileOf(box, rows.length, inRow)), 0);
  return isEven ? worth * EVEN : worth;
}

function bestRows(count: number, box: Box): readonly number[] {
  const choices = Array.from({ length: count }, (_, at) => inRows(count, at + 1));
  return choices.reduce((best, rows) => (worthOfRows(box, rows) > worthOfRows(box, best) ? rows : best));
}

/** Where so many tiles stand, each as large as it can be, every row in the middle. */
export function gridOf(count: number, box: Box): readonly Place[] {
  if (count === 0) return [];
  const rows = bestRows(count, box);
  const tiles = rows.map((inRow) => tileOf(box, rows.length, inRow));
  const whole = tiles.reduce((sum, { height }) => sum + height, GAP * (rows.length - 1));
  let y = (box.height - whole) / 2;
  return rows.flatMap((inRow, row) => {
    const { width, height } = tiles[row] ?? SMALLEST;
    const left = (box.width - width * inRow - GAP * (inRow - 1)) / 2;
    const top = y;
    y += height + GAP;
    return Array.from({ length: inRow }, (_, at) => ({
      x: left + at * (width + GAP),
      y: top,
      width,
      height,
    }));
  });
}

/** How many tiles fit into a box, none too small to be recognised; at least one. */
export function fitting(box: Box): number {
  for (let count = MOST; count > 1; count -= 1) {
    const isLarge = gridOf(count, box).every(
      ({ width, height }) => width >= SMALLEST.width && height >= SMALLEST.height,
    );
    if (isLarge) return count;
  }
  return 1;
}
