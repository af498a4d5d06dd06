import { expect, test } from 'vitest';
import {
  AT_ONCE,
  type Board,
  EMPTY,
  type Move,
  SMOOTH,
  afterMove,
  afterTime,
  colourFor,
  isEmpty,
  linesOn,
  pointersOn,
  whereShared,
} from './board.rules';

const move = (more: Partial<Move> = {}): Move => ({
  ...{ participantId: 'daniel', sharerId: 'amara', x: 0.5, y: 0.5, stroke: null, via: [], done: false },
  ...more,
});
const after = (moves: readonly (readonly [number, Partial<Move>])[], pace = AT_ONCE): Board =>
  moves.reduce((board, [now, more]) => afterMove(board, move(more), now, pace), EMPTY);

test('a pointer stands where it was moved last, over the screen that it is on', () => {
  const board = after([
    [0, { x: 0.1 }],
    [100, { x: 0.9, y: 0.2 }],
  ]);
  expect(pointersOn(board, 'amara', 100, AT_ONCE)).toEqual([
    { participantId: 'daniel', x: 0.9, y: 0.2, opacity: 1 },
  ]);
  expect(pointersOn(board, 'jonas', 100, AT_ONCE)).toEqual([]);
});

test('what comes in steps moves evenly from one to the next', () => {
  const pace = { play: 100, fade: 0 };
  const board = after(
    [
      [0, { x: 0 }],
      [200, { via: [{ x: 0.5, y: 0.5 }], x: 1 }],
    ],
    pace,
  );
  const across = (now: number) => pointersOn(board, 'amara', now, pace)[0]?.x;
  expect([200, 225, 250, 275, 300, 400].map(across)).toEqual([0, 0.25, 0.5, 0.75, 1, 1]);
});

test('what comes before the last step was played waits for it, and is not late afterwards', () => {
  const pace = { play: 100, fade: 0 };
  const board = after(
    [
      [0, { x: 0 }],
      [50, { x: 0.5 }],
      [300, { x: 1 }],
    ],
    pace,
  );
  expect(pointersOn(board, 'amara', 400, pace)[0]?.x).toBe(1);
  expect(pointersOn(board, 'amara', 150, pace)[0]?.x).toBe(0.5);
});

test('a line has every place of the way, and several are apart', () => {
  const board = after([
    [0, { x: 0, stroke: 'a' }],
    [100, { via: [{ x: 0.1, y: 0.2 }], x: 0.2, stroke: 'a' }],
    [200, { x: 0.9, stroke: null }],
    [300, { x: 1, stroke: 'b' }],
  ]);
  const lines = linesOn(board, 'amara', 300, AT_ONCE);
  expect(lines.map(({ key, spots }) => [key, spots.map(({ x }) => x)])).toEqual([
    ['daniel:a', [0, 0.1, 0.2]],
    ['daniel:b', [1]],
  ]);
});

test('a line fades some seconds after it was lifted, and is gone then', () => {
  const board = after([[0, { stroke: 'a' }]], { ...SMOOTH, play: 0 });
  const opacity = (now: number) => linesOn(board, 'amara', now, SMOOTH)[0]?.opacity ?? 0;
  expect([0, 4_000, 4_350, 4_700].map(opacity)).toEqual([1, 1, 0.5, 0]);
  expect(afterTime(board, 4_699, SMOOTH).lines).toHaveLength(1);
  expect(afterTime(board, 4_700, SMOOTH).lines).toEqual([]);
});

test('who wants nothing to move sees a line, and then none', () => {
  const board = after([[0, { stroke: 'a' }]]);
  expect([3_999, 4_001].map((now) => linesOn(board, 'amara', now, AT_ONCE).length)).toEqual([1, 0]);
});

test('a pointer that rests goes after a while; nothing is left then', () => {
  const board = after([[0, {}]]);
  expect(afterTime(board, 5_999, AT_ONCE)).toBe(board);
  expect(isEmpty(board)).toBe(false);
  expect(isEmpty(afterTime(board, 6_000, AT_ONCE))).toBe(true);
});

test('who points no longer is not shown, and what they drew stays its while', () => {
  const board = after([
    [0, { stroke: 'a' }],
    [100, { done: true }],
  ]);
  expect(pointersOn(board, 'amara', 100, AT_ONCE)).toEqual([]);
  expect(linesOn(board, 'amara', 100, AT_ONCE)).toHaveLength(1);
});

test('several people point at once, at several screens', () => {
  const board = after([
    [0, {}],
    [0, { participantId: 'jonas', x: 0.1 }],
    [0, { participantId: 'jonas', sharerId: 'daniel' }],
  ]);
  expect(pointersOn(board, 'amara', 0, AT_ONCE).map(({ participantId }) => participantId)).toEqual([
    'daniel',
    'jonas',
  ]);
  expect(pointersOn(board, 'daniel', 0, AT_ONCE)).toHaveLength(1);
});

test('of a screen that is not shared any more nothing is left, nor of who has gone', () => {
  const board = after([
    [0, { stroke: 'a' }],
    [0, { participantId: 'jonas', sharerId: 'wanjiru', stroke: 'b' }],
  ]);
  const all = new Set(['daniel', 'jonas']);
  expect(whereShared(board, new Set(['amara', 'wanjiru']), all)).toBe(board);
  expect(whereShared(board, new Set(['amara']), all).lines.map(({ stroke }) => stroke)).toEqual(['a']);
  expect(whereShared(board, new Set(['amara', 'wanjiru']), new Set(['jonas'])).pointers).toHaveLength(1);
});

test('of too many lines the oldest go', () => {
  const board = after(Array.from({ length: 90 }, (_, nth) => [nth, { stroke: String(nth) }] as const));
  expect(board.lines.map(({ stroke }) => stroke)).toEqual(
    Array.from({ length: 80 }, (_, nth) => String(nth + 10)),
  );
});

test('everybody has a colour of their own while there are enough', () => {
  const first = colourFor('daniel', new Set());
  expect(colourFor('daniel', new Set())).toBe(first);
  expect(colourFor('daniel', new Set([first]))).not.toBe(first);
  expect(colourFor('daniel', new Set([1, 2, 3, 4, 5, 6]))).toBe(first);
  const taken = new Set<number>();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) taken.add(colourFor(name, taken));
  expect([...taken].sort()).toEqual([1, 2, 3, 4, 5, 6]);
});
