import { type FrameHeader, readHeader, writeHeader } from './sframe-header.rules';

/** A suite of RFC 9605 §4.5 that WebCrypto does as a whole. */
interface Suite {
  readonly id: number;
  readonly hash: 'SHA-256' | 'SHA-512';
  readonly keyBytes: number;
}

export const AES_128_GCM_SHA256: Suite = { id: 4, hash: 'SHA-256', keyBytes: 16 };
export const AES_256_GCM_SHA512: Suite = { id: 5, hash: 'SHA-512', keyBytes: 32 };

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What frames of one sender are sealed and opened with, for as long as one key lasts. */
export interface FrameKey {
  readonly keyId: number;
  readonly key: CryptoKey;
  readonly salt: Uint8Array;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** A label of RFC 9605 §4.4.2: the words, the whole key id and the suite. */
function labelOf(words: string, keyId: number, suite: Suite): Bytes {
  const label = new Uint8Array(words.length + 10);
  new TextEncoder().encodeInto(words, label);
  const numbers = new DataView(label.buffer, words.length);
  numbers.setBigUint64(0, BigInt(keyId));
  numbers.setUint16(8, suite.id);
  return label;
}

/** The key and the salt of a sender, from the secret that they gave out: RFC 9605 §4.4.2. */
export async function frameKey(keyId: number, baseKey: Bytes, suite = AES_256_GCM_SHA512): Promise<FrameKey> {
  const { hash, keyBytes } = suite;
  const secret = await crypto.subtle.importKey('raw', baseKey, 'HKDF', false, ['deriveBits', 'deriveKey']);
  // WebCrypto takes an empty salt for as many zeros as the hash is long, as RFC 5869 asks.
  const from = (words: string) => ({
    ...{ name: 'HKDF', hash, salt: new Uint8Array(0) },
    info: labelOf(`SFrame 1.0 Secret ${words} `, keyId, suite),
  });
  const algorithm = { name: 'AES-GCM', length: keyBytes * 8 };
  const [key, salt] = await Promise.all([
    crypto.subtle.deriveKey(from('key'), secret, algorithm, false, ['encrypt', 'decrypt']),
    crypto.subtle.deriveBits(from('salt'), secret, NONCE_BYTES * 8),
  ]);
  return { keyId, key, salt: new Uint8Array(salt) };
}

/** The nonce of a frame: the salt, with the number of the frame laid over its end. */
function nonceOf(salt: Uint8Array, counter: number): Bytes {
  const nonce = Uint8Array.from(salt);
  let rest = counter;
  for (let at = NONCE_BYTES - 1; rest > 0; at -= 1) {
    nonce[at] = (nonce[at] ?? 0) ^ (rest % 256);
    rest = Math.floor(rest / 256);
  }
  return nonce;
}

export function joined(...parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const gcm = (salt: Uint8Array, counter: number, additionalData: Bytes) => ({
  ...{ name: 'AES-GCM', iv: nonceOf(salt, counter), additionalData },
  tagLength: TAG_BYTES * 8,
});

/**
 * Seals a frame under its number, which is never used twice with one key.
 * @param metadata what goes beside it in the clear, and cannot be changed unseen
 */
export async function sealFrame(
  { key, keyId, salt }: FrameKey,
  counter: number,
  plain: Bytes,
  metadata: Uint8Array,
): Promise<Bytes> {
  const header = writeHeader({ keyId, counter });
  const sealed = await crypto.subtle.encrypt(gcm(salt, counter, joined(header, metadata)), key, plain);
  return joined(header, new Uint8Array(sealed));
}

/** A frame as it came, before it is opened. */
export interface SealedFrame extends FrameHeader {
  readonly header: Uint8Array;
  readonly sealed: Bytes;
}

/** Takes apart what came; null where it is no sealed frame. */
export function readFrame(frame: Bytes): SealedFrame | null {
  const read = readHeader(frame);
  if (!read || frame.length < read.length + TAG_BYTES) return null;
  const { keyId, counter, length } = read;
  return { keyId, counter, header: frame.subarray(0, length), sealed: frame.subarray(length) };
}

/**
 * What is in a frame.
 * @throws where it was sealed with another key, or changed on its way
 */
export async function openFrame(
  { key, salt }: FrameKey,
  { counter, header, sealed }: SealedFrame,
  metadata: Uint8Array,
): Promise<Bytes> {
  const opened = await crypto.subtle.decrypt(gcm(salt, counter, joined(header, metadata)), key, sealed);
  return new Uint8Array(opened);
}
