import { invalid } from '@parley/kit';

const LONGEST_NAME = 80;

/**
 * How a guest wants to be called.
 * @throws INVALID when it is empty, too long or not text
 */
export function checkDisplayName(name: string): string {
  const kept = name.trim();
  if (kept === '') throw invalid('displayName', 'Say how you want to be called');
  if (kept.length > LONGEST_NAME) {
    throw invalid(
      'displayName',
      `At most ${String(LONGEST_NAME)} characters, this has ${String(kept.length)}`,
    );
  }
  if (/\p{Cc}/u.test(kept) || !kept.isWellFormed()) {
    throw invalid('displayName', 'Use plain text on one line');
  }
  return kept;
}
