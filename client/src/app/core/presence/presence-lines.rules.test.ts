import { expect, test } from 'vitest';
import { placed } from './presence-lines.rules';

const ids = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `user_${String(from + n)}`);

test('as many lines as it takes, none longer than it may be, everybody once', () => {
  const lines = placed([], ids(0, 1_201), 500);
  expect(lines.map((line) => line.length)).toEqual([500, 500, 201]);
  expect(new Set(lines.flat())).toEqual(new Set(ids(0, 1_201)));
});

test('who comes goes where there is room, and the other lines stay as they are', () => {
  const lines = placed([], ids(0, 700), 500);
  const after = placed(lines, ids(0, 701), 500);
  expect(after[0]).toBe(lines[0]);
  expect(after[1]).toEqual([...(lines[1] ?? []), 'user_700']);
});

test('who goes leaves room for who comes next', () => {
  const lines = placed([], ids(0, 1_000), 500);
  const without = placed(lines, ids(1, 1_000), 500);
  expect(without[0]).toEqual(ids(1, 500));
  expect(without[1]).toBe(lines[1]);
  const after = placed(without, [...ids(1, 1_000), 'new'], 500);
  expect(after[0]).toEqual([...ids(1, 500), 'new']);
});

test('nothing moves where nobody does, and an empty line is none', () => {
  const lines = placed([], ids(0, 3), 500);
  expect(placed(lines, ids(0, 3), 500)[0]).toBe(lines[0]);
  expect(placed(lines, [], 500)).toEqual([]);
});
