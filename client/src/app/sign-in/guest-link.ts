/** The secret part of what somebody pasted: a whole link or the part itself. */
export function tokenIn(pasted: string): string {
  const trimmed = pasted.trim();
  return /\/join\/([^/?#\s]+)/.exec(trimmed)?.[1] ?? trimmed;
}
