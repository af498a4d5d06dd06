import { expect, test } from 'vitest';
import { type Page, bounded, mergeBySeq, mergePages } from './page.rules';

const identity = (seq: number): number => seq;

function page(nodes: readonly number[], hasPreviousPage = false, hasNextPage = false): Page<number> {
  const pageInfo = {
    hasPreviousPage,
    hasNextPage,
    startCursor: `c${nodes[0]}`,
    endCursor: `c${nodes.at(-1)}`,
  };
  return { nodes, pageInfo };
}

test('an older page goes before what is known, and says how to go further back', () => {
  const merged = mergeBySeq(page([4, 5], true), page([2, 3], true, true), identity, true);
  expect(merged.nodes).toEqual([2, 3, 4, 5]);
  expect(merged.pageInfo).toEqual({
    hasPreviousPage: true,
    hasNextPage: false,
    startCursor: 'c2',
    endCursor: 'c5',
  });
});

test('a message that arrives twice stands once', () => {
  expect(mergeBySeq(page([1, 2]), page([1, 2, 3]), identity, false).nodes).toEqual([1, 2, 3]);
});

test('a fresh page that touches the known ones is joined with them', () => {
  expect(mergeBySeq(page([1, 2]), page([3, 4]), identity, false).nodes).toEqual([1, 2, 3, 4]);
});

test('a fresh page beyond a gap replaces what is known', () => {
  expect(mergeBySeq(page([1, 2]), page([7, 8]), identity, false).nodes).toEqual([7, 8]);
});

test('an empty older page ends the way back and keeps what is known', () => {
  const merged = mergeBySeq(
    page([4, 5], true),
    { nodes: [], pageInfo: { hasPreviousPage: false } },
    identity,
    true,
  );
  expect(merged.nodes).toEqual([4, 5]);
  expect(merged.pageInfo?.hasPreviousPage).toBe(false);
});

test('the next page of a directory is appended, each person once', () => {
  expect(mergePages(page([1, 2]), page([2, 3])).nodes).toEqual([1, 2, 3]);
});

/** Ten pages of ten, loaded one before the other, with two messages that came live at the end. */
function tenPages(): Page<number> {
  const numbers = (from: number): number[] => Array.from({ length: 10 }, (_each, at) => from + at);
  let pages = page(numbers(90), true);
  for (let from = 80; from >= 0; from -= 10) {
    pages = mergeBySeq(pages, page(numbers(from), from > 0, true), identity, true);
  }
  return { ...pages, nodes: [...pages.nodes, 100, 101] };
}

test('a list that grows into the past drops its end at a seam, and goes on from there', () => {
  const kept = bounded(tenPages(), identity, 35, 'start');
  expect([kept.nodes[0], kept.nodes.at(-1)]).toEqual([0, 29]);
  expect(kept.pageInfo).toEqual({
    hasPreviousPage: false,
    hasNextPage: true,
    startCursor: 'c0',
    endCursor: 'c29',
  });
  const again = mergeBySeq(kept, page([30, 31], true, true), identity, true);
  expect([again.nodes.length, again.pageInfo?.endCursor]).toEqual([32, 'c31']);
});

test('a list that grows towards now drops its beginning, and keeps what came live', () => {
  const kept = bounded(tenPages(), identity, 35, 'end');
  expect([kept.nodes[0], kept.nodes.at(-1)]).toEqual([70, 101]);
  expect(kept.pageInfo).toMatchObject({ hasPreviousPage: true, startCursor: 'c70', hasNextPage: false });
});

test('a list that is short, or has no seam near, stays whole', () => {
  expect(bounded(tenPages(), identity, 200, 'start').nodes).toHaveLength(102);
  expect(bounded(page([1, 2, 3]), identity, 2, 'end').nodes).toEqual([1, 2, 3]);
});
