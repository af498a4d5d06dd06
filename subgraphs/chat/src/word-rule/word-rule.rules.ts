import { invalid } from '@parley/kit';
import type { WordRuleRow } from './word-rule.table.js';

const PATTERN_LENGTH = 100;

/** How many rules a channel has at most, and an organisation for all its channels. */
export const RULES_AT_MOST = 200;

// Accents are marks of their own once letters are taken apart; the words that people avoid accents in are the same.
const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The words of a text, as they are compared. */
export const wordsOf = (text: string): string[] => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** The parts of a pattern between blanks, as they are compared; `*` stands for any letters within a word. */
const partsOf = (pattern: string): string[] => plain(pattern).match(/[\p{L}\p{N}*]+/gu) ?? [];

/**
 * The pattern of a rule as it is kept.
 * @throws INVALID when nothing in it could be found, or everything
 */
export function checkPattern(pattern: string): string {
  const text = pattern.trim().replaceAll(/\s+/g, ' ');
  if (text.length > PATTERN_LENGTH || !text.isWellFormed()) {
    throw invalid('pattern', `At most ${String(PATTERN_LENGTH)} characters`);
  }
  const parts = partsOf(text);
  if (parts.length === 0 || parts.every((part) => /^\**$/.test(part))) {
    throw invalid('pattern', 'Write at least one letter or number');
  }
  return text;
}

/**
 * Whether a word fits a part of a pattern. Going back only ever to the last `*`, it takes at most the product of both
 * lengths, whatever they hold.
 */
export function fits(word: string, part: string): boolean {
  let [w, p, star, mark] = [0, 0, -1, 0];
  while (w < word.length) {
    if (p < part.length && part[p] === '*') {
      [star, mark] = [p, w];
      p += 1;
    } else if (p < part.length && part[p] === word[w]) {
      w += 1;
      p += 1;
    } else if (star >= 0) {
      mark += 1;
      [w, p] = [mark, star + 1];
    } else {
      return false;
    }
  }
  while (part[p] === '*') p += 1;
  return p === part.length;
}

/** Whether these words hold a pattern, as words beside each other in its order. */
export function holds(words: readonly string[], pattern: string): boolean {
  const parts = partsOf(pattern);
  return words.some((_word, at) => parts.every((part, n) => fits(words[at + n] ?? '', part)));
}

/** What a rule does, from the mildest on. */
const SEVERITY = { FLAG: 0, REVIEW: 1, REFUSE: 2 } as const;

/** Of the rules that a text meets, the one that counts: the most severe, and of those the first. */
export function decidingRule<R extends Pick<WordRuleRow, 'pattern' | 'effect'>>(
  text: string,
  rules: readonly R[],
): R | null {
  const words = wordsOf(text);
  return rules
    .filter(({ pattern }) => holds(words, pattern))
    .reduce<R | null>(
      (worst, rule) => (worst && SEVERITY[worst.effect] >= SEVERITY[rule.effect] ? worst : rule),
      null,
    );
}
