import type { SealState } from './media-keys';

/** How the encryption of a call stands, in a word; each has its sentence. */
export type SealWord = 'sealed' | 'waiting' | 'unreadable' | 'lapsed' | 'open';

/** Why a call is not encrypted end to end. */
export type OpenBecause = 'thisDevice' | 'otherDevice' | 'chosen';

/** What is known of it on this device. */
export interface SealFacts {
  /** Null where this device cannot seal. */
  readonly state: SealState | null;
  readonly unreadable: boolean;
  /** Whether somebody else is in it whose device has no key. */
  readonly othersLack: boolean;
}

/** The word for it; null before anything is known. */
export function sealWord({ state, unreadable }: SealFacts): SealWord | null {
  if (state === null) return 'open';
  if (state === 'finding') return null;
  return unreadable ? 'unreadable' : state;
}

/** Why it is not encrypted end to end, or no longer; null where it is. */
export function openBecause({ state, othersLack }: SealFacts): OpenBecause | null {
  if (state === null) return 'thisDevice';
  if (state !== 'open' && state !== 'lapsed') return null;
  return othersLack ? 'otherDevice' : 'chosen';
}
