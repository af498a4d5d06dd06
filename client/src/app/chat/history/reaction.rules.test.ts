import { expect, test } from 'vitest';
import { afterOwnReaction } from './reaction.rules';

const me = { id: 'user_me', displayName: 'Me' };
const jonas = { id: 'user_jonas', displayName: 'Jonas' };
const thumbs = { __typename: 'Reaction' as const, emoji: '👍', count: 1, users: [jonas] };

test('a new reaction opens a pill, a known one grows', () => {
  const first = afterOwnReaction({ reactions: [thumbs], viewerReactions: [] }, '🎉', me);
  expect(first.reactions.map(({ emoji, count }) => [emoji, count])).toEqual([
    ['👍', 1],
    ['🎉', 1],
  ]);
  const grown = afterOwnReaction({ reactions: [thumbs], viewerReactions: [] }, '👍', me);
  expect(grown.reactions[0]?.users?.map(({ displayName }) => displayName)).toEqual(['Jonas', 'Me']);
  expect(grown.viewerReactions).toEqual(['👍']);
});

test('taking it back gives what was before', () => {
  const grown = afterOwnReaction({ reactions: [thumbs], viewerReactions: [] }, '👍', me);
  const back = afterOwnReaction(grown, '👍', me);
  expect(back.reactions.map(({ count }) => count)).toEqual([1]);
  expect(back.viewerReactions).toEqual([]);
  expect(
    afterOwnReaction({ reactions: [{ ...thumbs, users: [me] }], viewerReactions: ['👍'] }, '👍', me)
      .reactions,
  ).toEqual([]);
});
