import type { Verdict } from '../content/clamd.js';
import type { Obstacle } from '../content/content-task.js';
import type { ScanState } from '../node/file-kinds.js';

/** What came of looking at a file with everything there is. */
export interface Judgement {
  readonly state: ScanState;
  readonly because: string | null;
}

/** What a policy may let through: it harms nobody by itself, only nobody knows what is in it. */
const MERELY_CLOSED: ReadonlySet<string> = new Set(['SEALED', 'TOO_LARGE']);

/**
 * Puts together what the scanner says and what stood in the way of looking in.
 * @param verdict null where no scanner is configured: then archives are looked into all the same, and what is in order
 *   is UNSCANNED, which says so to everybody
 */
export function judge(
  verdict: Verdict | null,
  obstacle: Obstacle | null,
  allowsUnscannable: boolean,
): Judgement {
  if (verdict?.state === 'INFECTED') return { state: 'INFECTED', because: verdict.signature };
  const because = obstacle ?? (verdict?.state === 'UNSCANNABLE' ? verdict.because : null);
  if (because === null) return { state: verdict === null ? 'UNSCANNED' : 'CLEAN', because: null };
  const isLetThrough = allowsUnscannable && MERELY_CLOSED.has(because);
  return { state: isLetThrough ? 'UNSCANNED' : 'UNSCANNABLE', because };
}

const SENTENCES: Readonly<Record<string, string>> = {
  TOTAL: 'More is packed in it than may be unpacked',
  RATIO: 'It is far larger than it looks',
  DEPTH: 'Archives are packed in archives in it, too deep to look into',
  ENTRIES: 'Too many files are packed in it',
  LINK: 'Something in it is no file but points elsewhere',
  SLIP: 'Something in it would be unpacked outside of the folder that is chosen',
  OVERLAP: 'Files in it are made of the same bytes, as in a trap for unpackers',
  SEALED: 'It is sealed with a password, so nobody can look into it',
  BROKEN: 'It is damaged, or not what it says it is',
  TOO_LARGE: 'It is larger than the virus scanner takes',
};

/** Why a file is as it is, for people; what is no reason of ours is the name of a virus. */
export const sentenceFor = (because: string): string =>
  SENTENCES[because] ?? `A virus was found in it: ${because}`;

/** Whether what was judged so may be drawn, read and had. */
export const isPassed = (state: ScanState): boolean => state === 'CLEAN' || state === 'UNSCANNED';
