/** Longer ones are keys and codes that nobody types; they are found by their beginning. */
const LONGEST_WORD = 64;

/** A word as it is compared, and where it stands in the text. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

// Letters that Unicode does not take apart, as people without that key type them.
const SPELLED: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŧ: 't' },
  ...{ ى: 'ي', ة: 'ه', ک: 'ك', ی: 'ي', ـ: '', ς: 'σ' },
};
const SPELLED_LETTERS = new RegExp(`[${Object.keys(SPELLED).join('')}]`, 'gu');

// Accents and vowel signs of scripts that are also written without them; elsewhere they are letters.
const MARKS =
  /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]\p{Mn}*)\p{Mn}+/gu;

/** A word without what makes no difference when looking for it: case, accents, variants of letters. */
export function folded(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(SPELLED_LETTERS, (letter) => SPELLED[letter] ?? letter)
    .normalize('NFC');
}

const WORDS = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** Scripts that set no spaces between words. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]+/gu;

/** Text without spaces, as all pairs of neighbouring letters: where words begin is then nobody's guess. */
function* pairs(run: string, start: number): Generator<Token, void, undefined> {
  const letters = Array.from(run);
  let at = start;
  for (const [n, letter] of letters.entries()) {
    const next = letters[n + 1] ?? '';
    if (next !== '' || n === 0) {
      yield { word: folded(letter + next), start: at, end: at + letter.length + next.length };
    }
    at += letter.length;
  }
}

const tokenOf = (run: string, start: number): Token => ({
  word: folded(run).slice(0, LONGEST_WORD),
  start,
  end: start + run.length,
});

function* tokensOf(run: string, start: number): Generator<Token, void, undefined> {
  let at = 0;
  for (const { 0: unspaced, index } of run.matchAll(UNSPACED)) {
    if (index > at) yield tokenOf(run.slice(at, index), start + at);
    yield* pairs(unspaced, start + index);
    at = index + unspaced.length;
  }
  if (at < run.length) yield tokenOf(run.slice(at), start + at);
}

/** The words of a text in their order, as they are compared. Linear in its length. */
export function tokenize(text: string): Token[] {
  const found: Token[] = [];
  for (const { 0: run, index } of text.matchAll(WORDS)) {
    for (const token of tokensOf(run, index)) found.push(token);
  }
  return found;
}

const BASE_36 = 36;

/**
 * A word in ASCII letters and digits only, one for each letter: PostgreSQL's trigrams know no other letters where the
 * database has no locale, as the embedded one. Different letters may get the same one, so what is found by it is
 * compared again.
 */
export const shapeOf = (word: string): string =>
  Array.from(word, (letter) =>
    /[a-z0-9]/.test(letter) ? letter : ((letter.codePointAt(0) ?? 0) % BASE_36).toString(BASE_36),
  ).join('');

/**
 * How many letters have to be typed differently to get from one word to another, neighbours exchanged counting once;
 * more than `most` is told as `most + 1`.
 */
export function distanceBetween(one: string, other: string, most: number): number {
  const [a, b] = [Array.from(one), Array.from(other)];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return Math.min(last[b.length] ?? 0, most + 1);
}

/** How many letters of a word may be mistyped and it is still looked for. */
export const mistypedAtMost = (word: string): number => {
  const letters = Array.from(word).length;
  if (letters < 4 || /\p{N}/u.test(word)) return 0;
  return letters < 8 ? 1 : 2;
};
