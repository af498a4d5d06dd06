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

/**
 * Which of the wanted rows are drawn next: those that are, and so many new ones that a frame is not held up, what can
 * be seen first and then what is nearest to it. After a leap, when nothing that is wanted is drawn yet, all that can be
 * seen is.
 */
export function drawnNext(
  drawn: ReadonlySet<Wanted['key']>,
  wanted: readonly Wanted[],
  seen: Seen | null,
  most: number,
): ReadonlySet<Wanted['key']> {
  const kept = wanted.filter(({ key }) => drawn.has(key));
  const distance = ({ index }: Wanted): number =>
    seen ? Math.max(0, seen.startIndex - index, index - seen.endIndex) : 0;
  const fresh = wanted
    .filter(({ key }) => !drawn.has(key))
    .sort((one, other) => distance(one) - distance(other));
  const atOnce = kept.length > 0 ? most : fresh.filter((each) => distance(each) === 0).length;
  return new Set([...kept, ...fresh.slice(0, Math.max(most, atOnce))].map(({ key }) => key));
}
