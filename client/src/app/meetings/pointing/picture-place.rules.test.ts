import { expect, test } from 'vitest';
import { pathOf, pictureIn, spotAt, stepFrom } from './picture-place.rules';

test('a wide screen in a high frame has bars above and below', () => {
  expect(pictureIn({ width: 800, height: 800 }, { width: 1600, height: 900 })).toEqual({
    ...{ x: 0, y: 175, width: 800, height: 450 },
  });
});

test('a high screen in a wide frame has bars at its sides', () => {
  expect(pictureIn({ width: 1000, height: 400 }, { width: 500, height: 500 })).toEqual({
    ...{ x: 300, y: 0, width: 400, height: 400 },
  });
});

test.each([
  [
    { width: 100, height: 100 },
    { width: 0, height: 0 },
  ],
  [
    { width: 0, height: 0 },
    { width: 16, height: 9 },
  ],
])('%o has no place for %o yet', (frame, picture) => {
  expect(pictureIn(frame, picture)).toBeNull();
});

test('a place is the same share of the picture whatever its size, and never beyond it', () => {
  const small = { x: 10, y: 20, width: 100, height: 50 };
  expect(spotAt(small, { x: 35, y: 45 })).toEqual({ x: 0.25, y: 0.5 });
  expect(spotAt({ x: 0, y: 0, width: 1000, height: 500 }, { x: 250, y: 250 })).toEqual({ x: 0.25, y: 0.5 });
  expect(spotAt(small, { x: 0, y: 500 })).toEqual({ x: 0, y: 1 });
});

test('the arrows step within the screen', () => {
  expect(stepFrom({ x: 0.5, y: 0.5 }, 0.25, -0.25)).toEqual({ x: 0.75, y: 0.25 });
  expect(stepFrom({ x: 0.9, y: 0 }, 0.25, -0.25)).toEqual({ x: 1, y: 0 });
});

test('a line is rounded at its bends, and ends where it was lifted', () => {
  const size = { width: 100, height: 100 };
  const at = (x: number, y: number) => ({ x, y });
  expect(pathOf([], size)).toBe('');
  expect(pathOf([at(0.5, 0.5)], size)).toBe('M50 50h0');
  expect(pathOf([at(0, 0), at(1, 0)], size)).toBe('M0 0L100 0');
  expect(pathOf([at(0, 0), at(1, 0), at(1, 1)], size)).toBe('M0 0Q100 0 100 50L100 100');
});
