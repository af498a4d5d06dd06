import type { EncryptionMode } from '../../../generated/graphql';

const KEPT = 'parley.callSeal';

/** How calls from this browser are to be encrypted: end to end where both devices can, only so, or never so. */
export type SealWish = 'able' | 'only' | 'never';

export const SEAL_WISHES = ['able', 'only', 'never'] as const satisfies readonly SealWish[];

/** How calls from this browser are to be encrypted. */
export function sealWish(): SealWish {
  const kept = localStorage.getItem(KEPT);
  return SEAL_WISHES.find((wish) => wish === kept) ?? 'able';
}

/** Chooses it for calls from now on. */
export function wishSeal(wish: SealWish): void {
  if (wish === 'able') localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, wish);
}

const MODES: Readonly<Record<SealWish, EncryptionMode | null>> = {
  able: null,
  only: 'END_TO_END',
  never: 'SERVER',
};

/** What is asked for with a call that begins in this browser; null where its devices decide. */
export const wishedEncryption = (): EncryptionMode | null => MODES[sealWish()];
