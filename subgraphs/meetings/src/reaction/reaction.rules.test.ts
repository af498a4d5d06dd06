import { expect, test } from 'vitest';
import { checkReaction } from './reaction.rules.js';

test.each(['👏', '❤️', '👍🏽', '👩‍💻', '🇰🇪'])('%s is one emoji', (emoji) => {
  expect(checkReaction(emoji)).toBe(emoji);
});

test.each(['', 'a', '1', '👏👏', '👏 ', ':-)'])('"%s" is none', (emoji) => {
  expect(() => checkReaction(emoji)).toThrow('Choose one emoji');
});
