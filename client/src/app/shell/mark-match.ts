import { plain } from '../core/i18n/plain';

/** A name in three parts, the middle one being what was typed. */
export interface Marked {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Where the letters typed stand in a name, whatever their case and accents. */
export function markMatch(name: string, typed: string): Marked {
  const wanted = plain(typed.trim());
  const letters = Array.from(segmenter.segment(name), ({ segment }) => segment);
  for (let start = 0; wanted && start < letters.length; start += 1) {
    for (let end = start + 1; end <= letters.length; end += 1) {
      const part = plain(letters.slice(start, end).join(''));
      if (part === wanted) {
        const [before, match, after] = [
          letters.slice(0, start),
          letters.slice(start, end),
          letters.slice(end),
        ];
        return { before: before.join(''), match: match.join(''), after: after.join('') };
      }
      if (!wanted.startsWith(part)) break;
    }
  }
  return { before: name, match: '', after: '' };
}
