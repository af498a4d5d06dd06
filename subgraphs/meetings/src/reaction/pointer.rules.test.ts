import { expect, test } from 'vitest';
import { checkPoint } from './pointer.rules.js';

const only = { stroke: null, via: [], done: false };

test('whoever points is somewhere on the screen', () => {
  expect(checkPoint({ x: 0, y: 1 })).toEqual({ ...only, x: 0, y: 1 });
  expect(checkPoint({ x: 0.25, y: 0.5, stroke: 'a-1' })).toEqual({ ...only, x: 0.25, y: 0.5, stroke: 'a-1' });
});

test('the way there is told with it, and that it is over', () => {
  const via = [
    { x: 0, y: 0 },
    { x: 0.5, y: 0 },
  ];
  expect(checkPoint({ x: 1, y: 0, via, done: true })).toEqual({ x: 1, y: 0, stroke: null, via, done: true });
  expect(checkPoint({ x: 1, y: 0, via: null, done: null })).toEqual({ ...only, x: 1, y: 0 });
});

test.each([
  { x: -0.01, y: 0 },
  { x: Number.NaN, y: 0 },
  { x: 0, y: 1.01 },
  { x: 0, y: 0, via: [{ x: 0, y: 2 }] },
])('%o is beside the screen', (point) => {
  expect(() => checkPoint(point)).toThrow('Between 0 and 1');
});

test('a way has at most 32 places', () => {
  const via = Array.from({ length: 33 }, () => ({ x: 0, y: 0 }));
  expect(checkPoint({ x: 0, y: 0, via: via.slice(1) }).via).toHaveLength(32);
  expect(() => checkPoint({ x: 0, y: 0, via })).toThrow('At most 32 places');
});

test.each(['', 'a b', 'x'.repeat(41)])('"%s" names no drawing', (stroke) => {
  expect(() => checkPoint({ x: 0, y: 0, stroke })).toThrow();
});
