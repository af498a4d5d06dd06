import { EncryptionMode, invalid } from '@parley/kit';
import type { KeyStanding } from './media-key.store.js';

/** A point of P-256 as it stands, which begins with 4, in base64url. */
const PUBLIC_KEY = /^B[\w-]{86}$/;
/** A point, and what is sealed with it: 165 letters with what our own devices seal. */
const SEALED = /^[\w-]{120,400}$/;
/** As many as an encrypted room takes in: whoever comes costs every device a key for every other. */
export const MOST_SEALED = 100;

/**
 * Checks that this is the public key of a device.
 * @throws INVALID where it is none
 */
export function checkPublicKey(key: string): string {
  if (!PUBLIC_KEY.test(key)) throw invalid('mediaKey', 'A point of P-256, uncompressed, in base64url');
  return key;
}

/**
 * Checks what is handed out, as far as somebody can who cannot read it.
 * @throws INVALID where it is too much, twice for the same, or nothing that was sealed
 */
export function checkShares(
  shares: readonly { readonly participantId: string; readonly sealed: string }[],
): void {
  if (shares.length === 0 || shares.length > MOST_SEALED) {
    throw invalid('shares', `1 to ${String(MOST_SEALED)} of them`);
  }
  if (new Set(shares.map(({ participantId }) => participantId)).size < shares.length) {
    throw invalid('shares', 'One for each participant');
  }
  if (!shares.every(({ sealed }) => SEALED.test(sealed))) {
    throw invalid('shares', 'A key that was sealed, in base64url');
  }
}

/** Who holds the keys of a meeting: as was chosen, and where nothing was, the devices if all that are in can. */
export function encryptionOf({ chosen, present, holding }: KeyStanding): EncryptionMode {
  if (chosen) return chosen;
  return present > 0 && present === holding ? EncryptionMode.END_TO_END : EncryptionMode.SERVER;
}
