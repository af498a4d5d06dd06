import { expect, test } from 'vitest';
import { type Wanted, drawnNext } from './drawing.rules';

const rows = (first: number, last: number): Wanted[] =>
  Array.from({ length: last - first + 1 }, (_each, at) => ({ key: `row ${first + at}`, index: first + at }));
const keys = (first: number, last: number): Set<Wanted['key']> =>
  new Set(rows(first, last).map(({ key }) => key));

const most = { seen: 5, ahead: 3 };

test('while one scrolls a few new rows come at a time, the nearest first, and what is passed goes', () => {
  const seen = { startIndex: 6, endIndex: 12 };
  expect(drawnNext(keys(0, 8), rows(2, 18), seen, most)).toEqual(keys(2, 12));
  expect(drawnNext(keys(2, 12), rows(2, 18), seen, most)).toEqual(keys(2, 15));
  expect(drawnNext(keys(2, 15), rows(2, 18), seen, most)).toEqual(keys(2, 18));
  expect(drawnNext(keys(2, 18), rows(2, 18), seen, most)).toEqual(keys(2, 18));
});

test('more come at once where what can be seen is missing', () => {
  const seen = { startIndex: 6, endIndex: 16 };
  expect(drawnNext(keys(0, 7), rows(2, 22), seen, most)).toEqual(keys(2, 12));
});

test('what can be seen comes before what stands above it', () => {
  const seen = { startIndex: 6, endIndex: 12 };
  expect(drawnNext(keys(12, 12), rows(0, 18), seen, { seen: 6, ahead: 3 })).toEqual(keys(6, 12));
});

test('after a leap all that can be seen is drawn at once, and what is around it afterwards', () => {
  const seen = { startIndex: 100, endIndex: 112 };
  expect(drawnNext(keys(0, 12), rows(94, 118), seen, most)).toEqual(keys(100, 112));
  expect(drawnNext(new Set(), rows(0, 5), null, most)).toEqual(keys(0, 5));
});
