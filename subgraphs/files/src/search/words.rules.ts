import { invalid } from '@parley/kit';

const LONGEST_QUERY = 200;
const MOST_WORDS = 10;
const LENGTH = 240;
const BEFORE = 80;

/** As words are compared: keep in step with search_fold() of the migration that finds files. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .toLowerCase();

/** The words that are looked for, each once. @throws INVALID for a book */
export function wordsOf(query: string): string[] {
  if (query.length > LONGEST_QUERY || query.includes('\0') || !query.isWellFormed()) {
    throw invalid('query', `Write at most ${String(LONGEST_QUERY)} characters of text`);
  }
  const words = folded(query).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return [...new Set(words)].slice(0, MOST_WORDS);
}

/** Words as PostgreSQL compares them: all have to be there, each as the beginning of one. */
export const tsQueryOf = (words: readonly string[]): string => words.map((word) => `'${word}':*`).join(' & ');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** Text as safe HTML, in which only words that fit are marked up, each as <mark>; null where none does. */
function marked(text: string, words: readonly string[]): string | null {
  let [isMarked, html, at] = [false, '', 0];
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const plain = folded(word);
    if (!words.some((each) => plain.includes(each))) continue;
    html += `${escaped(text.slice(at, index))}<mark>${escaped(word)}</mark>`;
    at = index + word.length;
    isMarked = true;
  }
  return isMarked ? html + escaped(text.slice(at)) : null;
}

/** What surrounds the place that fits, cut at words. */
function windowOf(text: string, words: readonly string[]): string {
  const plain = text.toLowerCase();
  const places = words.map((word) => plain.indexOf(word)).filter((place) => place >= 0);
  const first = places.length === 0 ? 0 : Math.min(...places);
  const wanted = Math.max(0, first - BEFORE);
  const from = wanted === 0 ? 0 : text.indexOf(' ', wanted) + 1;
  const cut = text.slice(from, from + LENGTH);
  const isWhole = from + LENGTH >= text.length;
  const end = isWhole ? cut.length : Math.max(cut.lastIndexOf(' '), LENGTH - BEFORE);
  const shown = cut.slice(0, end).replaceAll(/\s+/g, ' ').trim().toWellFormed();
  return `${from > 0 ? '…' : ''}${shown}${isWhole ? '' : '…'}`;
}

/** The place that fits, as safe HTML with marks: in the text where it is there, in the name otherwise. */
export function snippetOf(
  file: { readonly name: string; readonly text: string | null },
  words: readonly string[],
): string {
  const inText = file.text === null ? null : marked(windowOf(file.text, words), words);
  return inText ?? marked(file.name, words) ?? escaped(file.name);
}
