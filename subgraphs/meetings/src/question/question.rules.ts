import { invalid } from '@parley/kit';

const LONGEST_QUESTION = 500;
const LONGEST_ANSWER = 2_000;

function checkText(value: string, longest: number, missing: string): string {
  const kept = value.trim();
  if (kept === '') throw invalid('text', missing);
  if (kept.length > longest) {
    throw invalid(
      'text',
      `At most ${longest.toLocaleString('en')} characters, this has ${kept.length.toLocaleString('en')}`,
    );
  }
  if (kept.includes('\0') || !kept.isWellFormed()) throw invalid('text', 'Use plain text');
  return kept;
}

/**
 * What is asked.
 * @throws INVALID when it is empty, too long or not text
 */
export const checkQuestion = (text: string): string =>
  checkText(text, LONGEST_QUESTION, 'Write what you would like to know');

/**
 * An answer that is written; null for one that was given aloud.
 * @throws INVALID when it is empty, too long or not text
 */
export const checkAnswer = (text: string | null | undefined): string | null =>
  text == null ? null : checkText(text, LONGEST_ANSWER, 'Write the answer, or leave it out');
