import { forbidden, invalid, isId } from '@parley/kit';
import { type NodeFor, RIGHTS, endsOfRights } from '../access/rights.rules.js';
import type { FileRight } from '../node/file-kinds.js';

const LONGEST_MESSAGE = 1_000;

/**
 * Rights as they are written down: each once, in the order in which they are told, and whoever may do more with a thing
 * than add to it unseen sees it.
 * @throws INVALID
 */
export function checkRights(nodeId: string, given: readonly FileRight[]): FileRight[] {
  const rights = RIGHTS.filter(
    (right) => given.includes(right) || (right === 'VIEW' && given.some((each) => each !== 'UPLOAD')),
  );
  if (rights.length === 0) throw invalid('rights', 'Choose at least one right');
  if (rights.includes('UPLOAD') && !isId('folder', nodeId)) {
    throw invalid('rights', 'Only folders can be added to');
  }
  return rights;
}

/** Rights that can be had with a name drawn in what is shown: with any other one it could be had without. */
const WATERMARKED: readonly FileRight[] = ['VIEW', 'COMMENT'];

/**
 * Whether the name of whoever looks is drawn in what they are shown; it ends by itself where they may do more.
 * @throws INVALID where it is asked for with rights that would give the thing without it
 */
export function checkWatermark(
  asked: boolean | null | undefined,
  rights: readonly FileRight[],
  before = false,
): boolean {
  const isPossible = rights.every((right) => WATERMARKED.includes(right));
  if (asked && !isPossible) {
    throw invalid('watermark', 'Names are drawn for those who look or comment alone, and keep no copies');
  }
  return (asked ?? before) && isPossible;
}

/** Whether names are drawn: chosen by whoever shares, or laid down for all. */
export const isDrawn = ({
  watermark,
  watermarkByPolicy,
}: {
  readonly watermark: boolean;
  readonly watermarkByPolicy: boolean;
}): boolean => watermark || watermarkByPolicy;

/** Words that go with it; null for none. @throws INVALID */
export function checkMessage(given: string | null | undefined): string | null {
  const text = given?.trim() ?? '';
  if (text.length > LONGEST_MESSAGE || text.includes('\0') || !text.isWellFormed()) {
    throw invalid('message', `Write at most ${String(LONGEST_MESSAGE)} characters of text`);
  }
  return text === '' ? null : text;
}

/** Until when all of these rights are held; null for ever. @throws FORBIDDEN for rights that are not */
export function heldUntil(
  node: NodeFor,
  rights: readonly FileRight[],
  viewerEndsAt: string | null,
): Date | null {
  const ends = endsOfRights(node);
  const missing = rights.filter((right) => !ends.has(right));
  if (missing.length > 0) {
    throw forbidden(`Nobody gives more than they have; you do not have ${missing.join(' and ')}`);
  }
  const dates = [...rights, 'SHARE' as const].map((right) => ends.get(right) ?? null);
  const all = [...dates, viewerEndsAt === null ? null : new Date(viewerEndsAt)];
  const times = all.filter((date) => date !== null).map((date) => date.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/**
 * When what is given ends: as asked for, and never after the right of whoever gives it; with that where nothing is said.
 * @throws INVALID for a time that is over, or later than that
 */
export function checkEnd(asked: Date | null | undefined, bound: Date | null, now = new Date()): Date | null {
  if (asked == null) return bound;
  if (asked <= now) throw invalid('expiresAt', 'Choose a time to come');
  if (bound !== null && asked > bound) {
    throw invalid('expiresAt', `You have it until ${bound.toISOString()} yourself; choose no later time`);
  }
  return asked;
}
