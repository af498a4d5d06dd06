/** A row that is wanted on screen or near it. */
export interface Wanted {
  readonly key: string | number | bigint;
  readonly index: number;
}

/** The rows that can be seen, of those that are wanted. */
export interface Seen {
  readonly startIndex: number;
  readonly endIndex: number;
}

/** How many new rows are drawn at once. */
export interface Most {
  /** Where rows are missing that can be seen. */
  readonly seen: number;
  /** Where none are, or fewer than that. */
  readonly ahead: number;
}

/**
 * Which of the wanted rows are drawn next: those that are, and so many new ones that a frame is not held up, what can
 * be seen first and then, as far as there is room, what is nearest to it. After a leap, when nothing that is wanted is
 * drawn yet, all that can be seen is.
 */
export function drawnNext(
  drawn: ReadonlySet<Wanted['key']>,
  wanted: readonly Wanted[],
  seen: Seen | null,
  most: Most,
): ReadonlySet<Wanted['key']> {
  const kept = wanted.filter(({ key }) => drawn.has(key));
  const distance = ({ index }: Wanted): number =>
    seen ? Math.max(0, seen.startIndex - index, index - seen.endIndex) : 0;
  const fresh = wanted
    .filter(({ key }) => !drawn.has(key))
    .sort((one, other) => distance(one) - distance(other));
  const missing = fresh.filter((each) => distance(each) === 0).length;
  const atOnce = kept.length > 0 ? Math.min(missing, most.seen) : missing;
  return new Set([...kept, ...fresh.slice(0, Math.max(most.ahead, atOnce))].map(({ key }) => key));
}
