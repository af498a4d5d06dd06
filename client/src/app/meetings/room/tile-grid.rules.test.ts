import { expect, test } from 'vitest';
import { GAP, type Box, type Place, fitting, gridOf } from './tile-grid.rules';

const DESK: Box = { width: 916, height: 698 };
const WIDE: Box = { width: 1_330, height: 700 };
const PHONE: Box = { width: 374, height: 650 };

/** How many tiles stand in each row, from above. */
function rows(places: readonly Place[]): readonly number[] {
  const tops = [...new Set(places.map(({ y }) => Math.round(y)))];
  return tops.map((top) => places.filter(({ y }) => Math.round(y) === top).length);
}

test.each([
  [1, DESK, [1]],
  [2, DESK, [2]],
  [2, PHONE, [1, 1]],
  [3, DESK, [1, 2]],
  [4, DESK, [2, 2]],
  [5, DESK, [2, 3]],
  [5, PHONE, [1, 2, 2]],
  [6, DESK, [2, 2, 2]],
  [6, WIDE, [3, 3]],
  [9, DESK, [3, 3, 3]],
  [16, WIDE, [4, 4, 4, 4]],
  [25, WIDE, [5, 5, 5, 5, 5]],
  [49, WIDE, [7, 7, 7, 7, 7, 7, 7]],
])('%i tiles on %o stand in rows of %o', (count, box, expected) => {
  expect(rows(gridOf(count, box))).toEqual(expected);
});

test('one alone has the whole stage', () => {
  expect(gridOf(1, WIDE)).toEqual([{ x: 0, y: 0, ...WIDE }]);
});

test('nobody needs no place', () => {
  expect(gridOf(0, DESK)).toEqual([]);
});

const boxes: readonly Box[] = [
  DESK,
  WIDE,
  PHONE,
  { width: 300, height: 1_200 },
  { width: 2_400, height: 500 },
];

test.each(boxes)('on %o no number of tiles overlaps, leaves the stage or cuts faces away', (box) => {
  for (let count = 1; count <= fitting(box); count += 1) {
    const places = gridOf(count, box);
    expect(places).toHaveLength(count);
    for (const { x, y, width, height } of places) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(-0.01);
      expect(x + width).toBeLessThanOrEqual(box.width + 0.01);
      expect(y + height).toBeLessThanOrEqual(box.height + 0.01);
      if (count > 1) expect(width / height).toBeGreaterThan(0.74);
      if (count > 1) expect(width / height).toBeLessThan(1.78);
    }
    const sorted = [...places].sort((a, b) => a.y - b.y || a.x - b.x);
    sorted.slice(1).forEach((each, at) => {
      const before = sorted[at];
      const beside = before && each.y - before.y < 1 ? each.x - before.x - before.width : GAP;
      expect(beside).toBeGreaterThan(GAP - 0.01);
    });
  }
});

test.each([
  [WIDE, 49],
  [DESK, 49],
  [{ width: 374, height: 560 }, 18],
  [{ width: 100, height: 60 }, 1],
])('%o takes %i at once', (box, count) => {
  expect(fitting(box)).toBe(count);
});

test('rows stand in the middle of the stage', () => {
  const places = gridOf(3, WIDE);
  const left = Math.min(...places.map(({ x }) => x));
  const right = Math.max(...places.map(({ x, width }) => x + width));
  expect(left).toBeCloseTo(WIDE.width - right);
});
