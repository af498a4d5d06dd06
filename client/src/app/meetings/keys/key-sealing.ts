import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { joined } from './sframe';
import { CODE_BYTES, codeOf } from './roster.rules';

type Bytes = Uint8Array<ArrayBuffer>;

/** One suite for all: who has to agree on one can be brought to agree on a worse one. Every browser has P-256. */
const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
/** A point of P-256, as it stands. */
const POINT_BYTES = 65;
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };

/** In which exchange a key is sealed; opened only in the very same. */
export interface SealingContext {
  readonly meetingId: string;
  readonly epoch: number;
  /** Who is in with which key: `rosterDigest()`. */
  readonly roster: string;
  readonly from: string;
  readonly to: string;
}

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

const infoOf = ({ meetingId, epoch, roster, from, to }: SealingContext): Bytes =>
  utf8(JSON.stringify(['parley media key 1', meetingId, epoch, roster, from, to]));

function toText(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const toBytes = (text: string): Bytes =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

/**
 * The key of a device for one call: made for it, never written anywhere, and its private half cannot leave the browser.
 * What is sealed is sealed by HPKE (RFC 9180) in the mode that proves by whom: nobody else can give out keys in their name.
 */
export class DeviceKey {
  private constructor(
    private readonly pair: CryptoKeyPair,
    readonly publicKey: string,
  ) {}

  static async make(): Promise<DeviceKey> {
    const pair = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
    const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
    return new DeviceKey(pair, toText(new Uint8Array(raw)));
  }

  /** Seals a secret for the device with this public key. */
  async seal(secret: Bytes, forKey: string, context: SealingContext): Promise<string> {
    const recipientPublicKey = await suite.kem.importKey('raw', toBytes(forKey).buffer);
    const options = { recipientPublicKey, senderKey: this.pair, info: infoOf(context) };
    const { ct, enc } = await suite.seal(options, secret);
    return toText(joined(new Uint8Array(enc), new Uint8Array(ct)));
  }

  /**
   * What was sealed for this device.
   * @throws where it is not from whom it should be, for somebody else, or of another exchange
   */
  async open(sealed: string, fromKey: string, context: SealingContext): Promise<Bytes> {
    const bytes = toBytes(sealed);
    const senderPublicKey = await suite.kem.importKey('raw', toBytes(fromKey).buffer);
    const opened = await suite.open(
      {
        ...{ recipientKey: this.pair, senderPublicKey, info: infoOf(context) },
        enc: bytes.slice(0, POINT_BYTES).buffer,
      },
      bytes.slice(POINT_BYTES),
    );
    return new Uint8Array(opened);
  }
}

/** Who is in with which key, in few letters. */
export async function rosterDigest(roster: string): Promise<string> {
  return toText(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(roster))));
}

/** As often the hash is taken for a code: whoever looks for keys with the same code has to do that for each. */
const ROUNDS = 16_384;

/** The code that all ends show where they have the same keys, and no two where one of them was exchanged. */
export async function safetyCode(roster: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', utf8(roster), 'PBKDF2', false, ['deriveBits']);
  const salt = utf8('parley safety code 1');
  const algorithm = { name: 'PBKDF2', hash: 'SHA-512', iterations: ROUNDS, salt };
  return codeOf(new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, CODE_BYTES * 8)));
}
