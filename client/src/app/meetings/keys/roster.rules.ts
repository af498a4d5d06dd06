/** Somebody who is in, as far as keys go. */
export interface Keyed {
  readonly participantId: string;
  readonly userId: string;
  /** The public key of their device; null where it has none. */
  readonly publicKey: string | null;
}

/** Somebody whose device has a key. */
export type KeyHolder = Keyed & { readonly publicKey: string };

/** Those who hold keys, in an order that is the same at all ends. */
export function keyHolders(people: readonly Keyed[]): readonly KeyHolder[] {
  return people
    .filter((person): person is KeyHolder => person.publicKey !== null)
    .toSorted((one, other) => (one.participantId < other.participantId ? -1 : 1));
}

/** Who is in with which key, in words that are the same at all ends, and differ wherever anything of it does. */
export const rosterText = (meetingId: string, holders: readonly KeyHolder[]): string =>
  JSON.stringify([
    ...['parley media roster 1', meetingId],
    ...holders.map(({ participantId, userId, publicKey }) => [participantId, userId, publicKey]),
  ]);

const GROUPS = 6;
const DIGITS = 5;
const BYTES = 5;
/** As many bytes as a code is made of. */
export const CODE_BYTES = GROUPS * BYTES;

/** Thirty digits in groups of five, which can be read out in any language. */
export function codeOf(bytes: Uint8Array): string {
  return Array.from({ length: GROUPS }, (_, group) => {
    let number = 0;
    for (const byte of bytes.subarray(group * BYTES, (group + 1) * BYTES)) number = number * 256 + byte;
    return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
  }).join(' ');
}
