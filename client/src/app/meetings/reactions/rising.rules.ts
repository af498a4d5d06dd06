/** A reaction on its way up. */
export interface Rising {
  readonly nth: number;
  readonly emoji: string;
  /** Who shows it; empty where that is not known. */
  readonly name: string;
  /** Where it rises, across the stage: 0 to 1. */
  readonly x: number;
}

/** More at once would cover the faces. */
const MOST = 24;
/** Places side by side, so that reactions that come together stand apart. */
const LANES = 7;

/** Those that rise with one more; of too many the oldest go. */
export function withReaction(
  rising: readonly Rising[],
  { nth, emoji, name }: Omit<Rising, 'x'>,
): readonly Rising[] {
  // Three lanes on from the last one: neighbours in time are none in place.
  const x = ((nth * 3) % LANES) / (LANES - 1);
  return [...rising, { nth, emoji, name, x }].slice(-MOST);
}

/** What of it has been said, in one sentence for those who do not see it. */
export function saidOf(rising: readonly Rising[]): string {
  const last = rising.at(-1);
  return last ? `${last.name} ${last.emoji}`.trim() : '';
}

/** Whether somebody in that role reacts and raises their hand here. */
export const mayReact = (role: string | null | undefined, participantsMay: readonly string[]): boolean =>
  role === 'HOST' || role === 'COHOST' || role === 'PRESENTER' || participantsMay.includes('REACT');
