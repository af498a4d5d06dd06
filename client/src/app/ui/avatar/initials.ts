const TINTS = 8;

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstLetter(word: string): string {
  return letters.segment(word).containing(0)?.segment ?? '';
}

/** The first letters of the first and the last name: "AO" for Amara Okafor, "É" for Élise. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0] ?? '';
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return `${firstLetter(first)}${firstLetter(last)}`.toLocaleUpperCase();
}

/** One of eight tints, always the same for the same thing, so that a face without a picture is known again. */
export function tintOf(id: string): number {
  let hash = 0;
  for (const letter of id) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return (hash % TINTS) + 1;
}
