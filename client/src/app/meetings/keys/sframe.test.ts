import { expect, test } from 'vitest';
import { AES_128_GCM_SHA256, AES_256_GCM_SHA512, frameKey, openFrame, readFrame, sealFrame } from './sframe';

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'hex'));
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');

// RFC 9605, appendix C.3: the same words under the same base key, by suite.
const BASE_KEY = bytes('000102030405060708090a0b0c0d0e0f');
const METADATA = bytes('4945544620534672616d65205747');
const PLAIN = bytes('64726166742d696574662d736672616d652d656e63');
const VECTORS = [
  {
    suite: AES_128_GCM_SHA256,
    salt: '75234edefe07819026751816',
    sealed: '9901234567b7412c2513a1b66dbb48841bbaf17f598751176ad847681a69c6d0b091c07018ce4adb34eb',
  },
  {
    suite: AES_256_GCM_SHA512,
    salt: '84991c167b8cd23c93708ec7',
    sealed: '990123456794f509d36e9beacb0e261d99c7d1e972f1fed787d4049f17ca21353c1cc24d56ceabced279',
  },
];

test.each(VECTORS)('suite $suite.id seals as RFC 9605 does', async ({ suite, salt, sealed }) => {
  const key = await frameKey(0x123, BASE_KEY, suite);
  expect(hex(key.salt)).toBe(salt);
  expect(hex(await sealFrame(key, 0x4567, PLAIN, METADATA))).toBe(sealed);
});

test.each(VECTORS)('suite $suite.id opens what RFC 9605 sealed', async ({ suite, sealed }) => {
  const frame = readFrame(bytes(sealed));
  expect(frame).toMatchObject({ keyId: 0x123, counter: 0x4567 });
  const opened = await openFrame(await frameKey(0x123, BASE_KEY, suite), frame!, METADATA);
  expect(hex(opened)).toBe(hex(PLAIN));
});

const tampered = (at: number) => {
  const frame = bytes(VECTORS[1]!.sealed);
  frame[at] = (frame[at] ?? 0) ^ 1;
  return frame;
};

test.each([
  ['a changed number', tampered(4), METADATA, 0x123],
  ['changed words', tampered(10), METADATA, 0x123],
  ['a changed tag', tampered(41), METADATA, 0x123],
  ['what stood beside it changed', tampered(-1), bytes('00'), 0x123],
  ['the same secret under another key id', tampered(-1), METADATA, 0x124],
])('%s is not opened', async (_name, frame, metadata, keyId) => {
  const key = await frameKey(keyId, BASE_KEY);
  await expect(openFrame(key, readFrame(frame)!, metadata)).rejects.toThrow();
});

test('what is shorter than a header and a tag is no frame', () => {
  expect(readFrame(bytes('9901234567b7412c2513a1b66dbb48841bbaf17f'))).toBeNull();
});
