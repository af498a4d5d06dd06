/** What is longer ago is not told any more by a device that tells for the first time. */
const FIRST_LOOK_MS = 7 * 86_400_000;

/**
 * Which of the viewer's hidden and deleted messages this device has not told of, the last one first, and up to when it will have.
 * @param seenUpTo an instant of ISO 8601; null on a device that never told of any
 */
export function unseenHidden<T extends { readonly decidedAt?: string | null }>(
  hidden: readonly T[],
  seenUpTo: string | null,
  now: number,
): { readonly unseen: readonly T[]; readonly seenUpTo: string } {
  const since = seenUpTo === null ? now - FIRST_LOOK_MS : Date.parse(seenUpTo);
  const unseen = hidden
    .filter(({ decidedAt }) => decidedAt && Date.parse(decidedAt) > since)
    .toSorted((one, other) => (other.decidedAt ?? '').localeCompare(one.decidedAt ?? ''));
  return { unseen, seenUpTo: unseen[0]?.decidedAt ?? seenUpTo ?? new Date(now).toISOString() };
}
