import { expect, test } from 'vitest';
import { checkPattern, decidingRule, fits, holds, wordsOf } from './word-rule.rules.js';

test.each([
  ['Give me the answers!', 'answers', true],
  ['ANSWERS please', 'answers', true],
  ['unanswered', 'answers', false],
  ['unanswered', '*answer*', true],
  ['Die Lösung, bitte', 'losung', true],
  ['die losung', 'Lösung', true],
  ['the exam-key is here', 'exam key', true],
  ['exam and then key', 'exam key', false],
  ['exam keys', 'exam key*', true],
  ['الإجابات هنا', 'الإجابات', true],
  ['答案在这里', '*答案*', true],
  ['', 'a', false],
])('%j holds %j: %s', (text, pattern, expected) => {
  expect(holds(wordsOf(text), pattern)).toBe(expected);
});

test('a star stands for any letters, also none', () => {
  expect(['ab', 'axb', 'axbxb', 'ba', 'abx'].map((word) => fits(word, 'a*b'))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('a pattern that could find nothing, or would find everything, is refused', () => {
  for (const pattern of ['', '   ', '*', '** *', '!?', 'x'.repeat(101)]) {
    expect(() => checkPattern(pattern)).toThrow();
  }
  expect(checkPattern('  exam   key ')).toBe('exam key');
});

test('the most severe rule counts, whatever order they are in', () => {
  const rules = [
    { pattern: 'key', effect: 'FLAG' },
    { pattern: 'exam', effect: 'REFUSE' },
    { pattern: 'exam key', effect: 'REVIEW' },
  ] as const;
  expect(decidingRule('the exam key', rules)).toBe(rules[1]);
  expect(decidingRule('the exam key', rules.toReversed())?.effect).toBe('REFUSE');
  expect(decidingRule('the key', rules)).toBe(rules[0]);
  expect(decidingRule('nothing', rules)).toBeNull();
});

test('what is written to take long takes no longer than its length', () => {
  const words = wordsOf('a'.repeat(16_384));
  const rules = Array.from({ length: 200 }, () => ({ pattern: '*a*a*a*a*a*a*a*b', effect: 'FLAG' as const }));
  const took = (count: number): number => {
    const began = performance.now();
    for (const { pattern } of rules.slice(0, count)) holds(words, pattern);
    return performance.now() - began;
  };
  expect(took(1)).toBeLessThan(1_000);
  expect(took(200)).toBeLessThan(5_000);
});
