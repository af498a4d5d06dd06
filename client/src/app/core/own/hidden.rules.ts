/** What is longer ago is not told any more by a device that tells for the first time. */
const FIRST_LOOK_MS = 7 * 86_400_000;

/**
 * Which of the viewer's hidden messages this device has not told of, the last hidden first, and up to when it will have.
 * @param seenUpTo an instant of ISO 8601; null on a device that never told of any
 */
export function unseenHidden<T extends { readonly hiddenAt?: string | null }>(
  hidden: readonly T[],
  seenUpTo: string | null,
  now: number,
): { readonly unseen: readonly T[]; readonly seenUpTo: string } {
  const since = seenUpTo === null ? now - FIRST_LOOK_MS : Date.parse(seenUpTo);
  const unseen = hidden
    .filter(({ hiddenAt }) => hiddenAt && Date.parse(hiddenAt) > since)
    .toSorted((one, other) => (other.hiddenAt ?? '').localeCompare(one.hiddenAt ?? ''));
  return { unseen, seenUpTo: unseen[0]?.hiddenAt ?? seenUpTo ?? new Date(now).toISOString() };
}
