/**
 * Where a moment stands in the words and films of a meeting: in seconds from when that first began.
 * @param countedFrom when that was; null where it never did, and nothing has a place but its beginning
 */
export const secondsInto = (countedFrom: Date | null, at: Date): number =>
  countedFrom ? Math.max(0, (at.getTime() - countedFrom.getTime()) / 1_000) : 0;
