import { invalid } from '@parley/kit';
import { secondsInto } from '../meeting/counting.rules.js';

const LONGEST = 1_000;
const MOST_SECONDS = 60;

/** What somebody has just said. */
interface Caption {
  readonly text: string;
  readonly seconds: number;
}

/** Words that can be shown on one line. @throws INVALID naming the field */
export function checkCaption({ text, seconds }: Caption): Caption {
  const words = text.replaceAll(/\s+/g, ' ').trim();
  if (words === '' || words.length > LONGEST) {
    throw invalid('text', `Between 1 and ${LONGEST.toLocaleString('en')} characters`);
  }
  if (/\p{Cc}/u.test(words) || !words.isWellFormed()) throw invalid('text', 'This is no text');
  if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
    throw invalid('seconds', `More than 0 and at most ${String(MOST_SECONDS)}`);
  }
  return { text: words, seconds };
}

/** @throws INVALID for what is no language tag */
export function checkLanguage(language: string | null): void {
  if (language !== null && !/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}$/i.test(language)) {
    throw invalid('language', 'Write a language as en or pt-BR');
  }
}

/** When words that end now were said, in seconds from when a meeting first began. */
export function spanOf(countedFrom: Date | null, seconds: number, now: Date): readonly [number, number] {
  const end = Math.max(0.001, secondsInto(countedFrom, now));
  return [Math.max(0, end - seconds), end];
}
