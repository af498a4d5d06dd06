import { expect, test } from 'vitest';
import type { FileCommentItemFragment } from '../../../generated/graphql';
import { discussionsOf } from './discussion.rules';

const comment = (id: string, rootId: string | null = null): FileCommentItemFragment => ({
  ...{ __typename: 'FileComment', id, rootId, body: 'Why?', version: 1, createdAt: '2026-11-22T05:00:00Z' },
  ...{ editedAt: null, resolvedAt: null, author: null, resolvedBy: null, anchor: null },
  ...{ replyCount: 0, deletedAt: null },
});

test('answers stand below what they answer, in the order in which they came', () => {
  const said = [comment('a'), comment('b'), comment('b1', 'b'), comment('a1', 'a'), comment('b2', 'b')];
  expect(discussionsOf(said).map(({ root, answers }) => [root.id, answers.map(({ id }) => id)])).toEqual([
    ['a', ['a1']],
    ['b', ['b1', 'b2']],
  ]);
});

test('an answer without its discussion is not shown', () => {
  expect(discussionsOf([comment('x1', 'x')])).toEqual([]);
});
