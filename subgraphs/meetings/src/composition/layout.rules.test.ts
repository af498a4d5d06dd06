import { expect, test } from 'vitest';
import { assignCells, CANVAS, gridOf, MOST_CELLS, spansOf } from './layout.rules.js';

test.each([
  [1, [{ x: 0, y: 0, width: 1280, height: 720 }]],
  [
    2,
    [
      { x: 0, y: 0, width: 640, height: 720 },
      { x: 640, y: 0, width: 640, height: 720 },
    ],
  ],
])('a grid of %i', (count, cells) => {
  expect(gridOf(count)).toEqual(cells);
});

test('a last row that is not full stands in the middle', () => {
  const [, , third] = gridOf(3);
  expect(third).toEqual({ x: 320, y: 360, width: 640, height: 360 });
});

test.each([1, 2, 3, 5, 7, 12, 16])(
  'cells of a grid of %i have even sizes and lie within the picture',
  (count) => {
    for (const { x, y, width, height } of gridOf(count)) {
      expect([x % 2, width % 2, height % 2]).toEqual([0, 0, 0]);
      expect(x + width).toBeLessThanOrEqual(CANVAS.width);
      expect(y + height).toBeLessThanOrEqual(CANVAS.height);
    }
  },
);

test('a cell is given on once its first holder is gone, and never shared', () => {
  const stays = [
    { from: 0, to: 10 },
    { from: 2, to: 30 },
    { from: 10, to: 20 },
    { from: 15, to: 30 },
  ];
  expect(assignCells(stays)).toEqual([0, 1, 0, 2]);
});

test('who comes when every cell is taken is heard only', () => {
  const stays = Array.from({ length: MOST_CELLS + 1 }, (_, n) => ({ from: n, to: 100 }));
  expect(assignCells(stays).at(-1)).toBeNull();
  expect(new Set(assignCells(stays)).size).toBe(MOST_CELLS + 1);
});

test('a camera that was off for a while was on twice', () => {
  expect(spansOf([0, 0.5, 1, 4, 4.5])).toEqual([
    { from: 0, to: 1 },
    { from: 4, to: 4.5 },
  ]);
  expect(spansOf([])).toEqual([]);
});
