import { expect, test } from 'vitest';
import { afterChoice, shareOf, writtenAnswers } from './poll.rules';

test('of one answer a new choice takes the place, and the same one once more takes it back', () => {
  expect(afterChoice([], 'a', false)).toEqual(['a']);
  expect(afterChoice(['a'], 'b', false)).toEqual(['b']);
  expect(afterChoice(['a'], 'a', false)).toEqual([]);
});

test('of several answers each is chosen and left by itself', () => {
  expect(afterChoice(['a'], 'b', true)).toEqual(['a', 'b']);
  expect(afterChoice(['a', 'b'], 'a', true)).toEqual(['b']);
});

test('shares are of the people who voted, and of nobody there is none', () => {
  expect(shareOf(3, 4)).toBe(0.75);
  expect(shareOf(0, 0)).toBe(0);
});

test('empty and repeated answers are left out', () => {
  expect(writtenAnswers([' Yes', '', 'No ', 'yes'])).toEqual(['Yes', 'No']);
});
