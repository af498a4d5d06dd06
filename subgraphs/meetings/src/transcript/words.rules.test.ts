import { expect, test } from 'vitest';
import { wordsToFind } from './words.rules.js';

test.each([
  [null, null],
  ['  … !', null],
  ["O'Neill's Café", "'o':* & 'neill':* & 's':* & 'cafe':*"],
  ['budget Budget', "'budget':*"],
  ['ميزانية', "'ميزانية':*"],
])('%j is looked for as %j', (query, words) => {
  expect(wordsToFind(query)).toBe(words);
});

test('a book is not looked for', () => {
  expect(() => wordsToFind('a'.repeat(201))).toThrow('at most 200');
  expect(() => wordsToFind('a\0b')).toThrow('at most 200');
  expect(
    wordsToFind(Array.from({ length: 30 }, (_, n) => `w${String(n)}`).join(' '))?.split('&'),
  ).toHaveLength(10);
});
