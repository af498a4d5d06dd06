import { expect, test } from 'vitest';
import { checkPoint } from './pointer.rules.js';

test('whoever points is somewhere on the screen', () => {
  expect(checkPoint({ x: 0, y: 1 })).toEqual({ x: 0, y: 1, stroke: null });
  expect(checkPoint({ x: 0.25, y: 0.5, stroke: 'a-1' })).toEqual({ x: 0.25, y: 0.5, stroke: 'a-1' });
});

test.each([
  { x: -0.01, y: 0 },
  { x: Number.NaN, y: 0 },
  { x: 0, y: 1.01 },
])('%o is beside the screen', (point) => {
  expect(() => checkPoint(point)).toThrow('Between 0 and 1');
});

test.each(['', 'a b', 'x'.repeat(41)])('"%s" names no drawing', (stroke) => {
  expect(() => checkPoint({ x: 0, y: 0, stroke })).toThrow();
});
