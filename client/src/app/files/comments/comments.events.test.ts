import { expect, test } from 'vitest';
import type { FileCommentItemFragment, FileCommentsQuery } from '../../../generated/graphql';
import { withComment } from './comments.events';

const comment = (id: string): FileCommentItemFragment => ({
  ...{ __typename: 'FileComment', id, body: 'Too short.', version: 1, createdAt: '2026-11-16T14:05:00Z' },
  ...{ editedAt: null, resolvedAt: null, author: null, resolvedBy: null, anchor: null },
  ...{ rootId: null, replyCount: 0, deletedAt: null },
});

const said = (ids: readonly string[], hasNextPage = false): FileCommentsQuery => ({
  file: {
    ...{ __typename: 'File', id: 'file_1', commentsCursor: 'c', viewerCan: [], owner: null },
    comments: {
      __typename: 'FileCommentConnection',
      nodes: ids.map(comment),
      pageInfo: { __typename: 'PageInfo', hasNextPage, endCursor: null },
    },
  },
});

const ids = ({ file }: FileCommentsQuery) => file?.comments.nodes.map(({ id }) => id);

test('what is new stands last, once however often it is told, and what is removed is gone', () => {
  const two = withComment(said(['a']), 'b', comment('b'));
  expect(ids(two)).toEqual(['a', 'b']);
  expect(withComment(two, 'b', comment('b'))).toBe(two);
  expect(ids(withComment(two, 'a', null))).toEqual(['b']);
});

test('behind a page that was not read nothing is added: it comes with that page', () => {
  const some = said(['a'], true);
  expect(withComment(some, 'b', comment('b'))).toBe(some);
});
