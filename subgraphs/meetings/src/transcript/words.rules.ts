import { invalid } from '@parley/kit';

const LONGEST_QUERY = 200;
const MOST_WORDS = 10;

/** As words are compared: keep in step with said_words() of the migration. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .toLowerCase();

/**
 * What is looked for as PostgreSQL compares it: all words have to be there, each as the beginning of one; null where
 * there are none.
 * @throws INVALID for a book
 */
export function wordsToFind(query: string | null | undefined): string | null {
  if (query == null) return null;
  if (query.length > LONGEST_QUERY || query.includes('\0') || !query.isWellFormed()) {
    throw invalid('text', `Write at most ${String(LONGEST_QUERY)} characters of text`);
  }
  const words = folded(query).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const distinct = [...new Set(words)].slice(0, MOST_WORDS);
  return distinct.length === 0 ? null : distinct.map((word) => `'${word}':*`).join(' & ');
}
