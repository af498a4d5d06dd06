import { expect, test } from 'vitest';
import { type Page, mergeBySeq, mergePages } from './page.rules';

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
