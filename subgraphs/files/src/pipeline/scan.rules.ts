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

/** Whether what was judged so may be drawn, read and had. */
export const isPassed = (state: ScanState): boolean => state === 'CLEAN' || state === 'UNSCANNED';
