import { endingOf, invalid, toFileName } from '@parley/kit';

const LONGEST_DESCRIPTION = 4_000;
const MOST_TAGS = 50;
const LONGEST_TAG = 50;

/** A name with nothing in it that could be mistaken for something else. @throws INVALID when nothing is left of it */
export function checkName(field: string, given: string): string {
  const name = toFileName(given, '');
  if (name === '') throw invalid(field, 'Write a name');
  return name;
}

/** As names are compared: two of the same are not in one folder, whatever their letters' case and width. */
export const nameKeyOf = (name: string): string => name.normalize('NFKC').toLowerCase().normalize('NFC');

const DIGITS = 12;

/** As names are ordered: without case and marks, and numbers by what they are worth. */
export const sortKeyOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(DIGITS, '0'));

/** The n-th name for what would be called the same: `plan (2).pdf`. */
export function numbered(name: string, n: number): string {
  if (n === 1) return name;
  const ending = endingOf(name);
  const stem = ending === '' ? name : name.slice(0, -ending.length - 1);
  const suffix = ` (${String(n)})`;
  return checkName('name', `${stem}${suffix}${ending === '' ? '' : `.${name.slice(-ending.length)}`}`);
}

/** @throws INVALID when it is too long or no text */
export function checkDescription(given: string | null): string | null {
  const text = given?.trim() ?? '';
  if (text.length > LONGEST_DESCRIPTION) {
    throw invalid('description', `A description has at most ${String(LONGEST_DESCRIPTION)} characters`);
  }
  if (text.includes('\0') || !text.isWellFormed()) {
    throw invalid('description', 'The description holds characters that are not text');
  }
  return text === '' ? null : text;
}

/** Words to find a file by: trimmed, each once whatever its case. @throws INVALID when there are too many */
export function checkTags(given: readonly string[]): string[] {
  const tags = given.map((tag) =>
    tag
      .normalize('NFC')
      .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .trim(),
  );
  const byKey = new Map(tags.filter((tag) => tag !== '').map((tag) => [nameKeyOf(tag), tag]));
  const kept = [...byKey.values()];
  if (kept.length > MOST_TAGS) throw invalid('tags', `A file has at most ${String(MOST_TAGS)} tags`);
  if (kept.some((tag) => tag.length > LONGEST_TAG || !tag.isWellFormed())) {
    throw invalid('tags', `A tag has at most ${String(LONGEST_TAG)} characters`);
  }
  return kept;
}
