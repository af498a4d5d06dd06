/** What a forwarded message said when it was sent on: a copy, for the new readers need not see where it came from. */
export interface StoredForward {
  readonly text: string | null;
  readonly authorId: string | null;
  /** RFC 3339. */
  readonly sentAt: string;
}
