/** What decides where a saved item stands. */
interface Timed {
  readonly remindAt?: string | null;
  readonly remindedAt?: string | null;
  readonly savedAt: string;
}

/** Due, to come, or merely kept. */
const rankOf = ({ remindAt, remindedAt }: Timed): number => (remindedAt ? 0 : remindAt ? 1 : 2);

/** What is due first, the last due before the others; then what is to come, the soonest first; then the last saved. */
export function byUrgency<T extends Timed>(items: readonly T[]): readonly T[] {
  return items.toSorted(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      (rankOf(a) === 0 ? (b.remindedAt ?? '').localeCompare(a.remindedAt ?? '') : 0) ||
      (rankOf(a) === 1 ? (a.remindAt ?? '').localeCompare(b.remindAt ?? '') : 0) ||
      b.savedAt.localeCompare(a.savedAt),
  );
}

interface Kept {
  readonly id: string;
  readonly messageId: string;
}

/** Bookmarks by message after one of them changed or went; one that is new is not among the older ones. */
export function afterSavedChange<T extends Kept>(
  items: ReadonlyMap<string, T>,
  itemId: string,
  now: T | null,
): ReadonlyMap<string, T> {
  const others = [...items].filter(([, { id }]) => id !== itemId);
  if (others.length === items.size) return items;
  return new Map(now ? [...others, [now.messageId, now]] : others);
}

/** Bookmarks by message after it was asked which of these messages have one. */
export function afterSavedAnswer<T extends Kept>(
  items: ReadonlyMap<string, T>,
  messageIds: readonly string[],
  found: readonly T[],
): ReadonlyMap<string, T> {
  const others = [...items].filter(([messageId]) => !messageIds.includes(messageId));
  return new Map([...others, ...found.map((item) => [item.messageId, item] as const)]);
}
