import { invalid } from '@parley/kit';

/** The longest heading, in UTF-16 code units as every client counts them. */
export const LONGEST_SECTION = 40;

/**
 * A heading as it is kept: without space around it, so that one name is one heading.
 * @throws INVALID when nothing is left, when it is too long or when it is more than one line
 */
export function checkSection(section: string): string {
  const name = section.trim();
  if (name === '') throw invalid('section', 'Give the section a name');
  if (name.length > LONGEST_SECTION) {
    throw invalid('section', `A section's name has at most ${String(LONGEST_SECTION)} characters`);
  }
  if (/\p{Cc}/u.test(name) || !name.isWellFormed()) {
    throw invalid('section', "A section's name is one line of text");
  }
  return name;
}
