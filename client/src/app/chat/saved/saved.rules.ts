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
