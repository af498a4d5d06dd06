import { expect, test } from 'vitest';
import { checkPublicKey, checkShares, encryptionOf } from './media-key.rules.js';

const KEY = `B${'a'.repeat(86)}`;
const sealed = 'x'.repeat(156);

test('a public key is a point as it stands', () => {
  expect(checkPublicKey(KEY)).toBe(KEY);
  for (const key of ['', 'A'.repeat(87), KEY.slice(1), `${KEY}a`, `B${'+'.repeat(86)}`]) {
    expect(() => checkPublicKey(key)).toThrow();
  }
});

test('what is handed out is one sealed key for each', () => {
  const share = (participantId: string, text = sealed) => ({ participantId, sealed: text });
  expect(() => {
    checkShares([share('a'), share('b')]);
  }).not.toThrow();
  const wrong = [[], [share('a'), share('a')], [share('a', 'short')], [share('a', `${sealed} `)]];
  const many = Array.from({ length: 101 }, (_, n) => share(String(n)));
  for (const shares of [...wrong, many]) {
    expect(() => {
      checkShares(shares);
    }).toThrow();
  }
});

test.each([
  [null, 2, 2, 'END_TO_END'],
  [null, 2, 1, 'SERVER'],
  [null, 0, 0, 'SERVER'],
  ['SERVER', 2, 2, 'SERVER'],
  // Who is in without a key hears nothing; the others are no less encrypted for it.
  ['END_TO_END', 2, 1, 'END_TO_END'],
] as const)('chosen %s, %i in, %i with keys: %s', (chosen, present, holding, expected) => {
  expect(encryptionOf({ meetingId: 'm', chosen, epoch: 1, present, holding })).toBe(expected);
});
