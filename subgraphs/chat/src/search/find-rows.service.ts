import type { RequestContext } from '@parley/kit';
import { type FoundRow, type Part, type Wanted, foundByIndex, foundByTime } from './search.store.js';

/** Beyond so many messages looking each of them over costs more than the index: twenty of them cost one look-up. */
const LOOKED_OVER_AT_MOST = 35_000;
/** Words are not spread evenly. */
const SPARE = 3;

/** How common what is looked for is, as far as the dictionary knows. */
export interface Frequency {
  /** How many messages there are, about; 0 where that is not known. */
  readonly total: number;
  /** In about which part of them everything is found. */
  readonly share: number;
}

/**
 * Messages that fit, in order. The index finds all that fit, however many, and they are put in order then: right for
 * all but words that are nearly everywhere, which are found sooner by looking over the newest messages.
 */
export async function findRows(
  ctx: RequestContext,
  wanted: Wanted,
  { total, share }: Frequency,
  part: Part,
): Promise<FoundRow[]> {
  if (wanted.all.length === 0) return foundByTime(ctx.db, wanted, part, null);
  const rows = Math.ceil((SPARE * part.limit) / share);
  if (total > 0 && rows <= LOOKED_OVER_AT_MOST) {
    const found = await foundByTime(ctx.db, wanted, part, rows);
    if (found.length >= part.limit || rows >= total) return found;
  }
  return foundByIndex(ctx.db, wanted, part);
}
