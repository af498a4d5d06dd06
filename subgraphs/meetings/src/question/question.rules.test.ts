import { expect, test } from 'vitest';
import { checkAnswer, checkQuestion } from './question.rules.js';

test('a question is kept without the space around it', () => {
  expect(checkQuestion('  Will it be recorded?\n')).toBe('Will it be recorded?');
  expect(checkQuestion('x'.repeat(500))).toHaveLength(500);
});

test.each([
  ['nothing', ' \n', 'Write what'],
  ['one that is too long', 'x'.repeat(501), 'At most 500'],
  ['one that is not text', 'Why\0', 'plain text'],
  ['half a character', 'Why\ud83d', 'plain text'],
])('%s is no question', (_name, text, sentence) => {
  expect(() => checkQuestion(text)).toThrow(sentence);
});

test('an answer is written, or was given aloud', () => {
  expect(checkAnswer(null)).toBeNull();
  expect(checkAnswer(undefined)).toBeNull();
  expect(checkAnswer(' Yes. ')).toBe('Yes.');
  expect(() => checkAnswer('')).toThrow('leave it out');
  expect(() => checkAnswer('x'.repeat(2_001))).toThrow('At most 2,000 characters');
});
