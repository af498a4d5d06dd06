import { beforeAll, expect, test } from 'vitest';
import { DeviceKey, type SealingContext, rosterDigest, safetyCode } from './key-sealing';
import { type Keyed, codeOf, keyHolders, rosterText } from './roster.rules';

const SECRET = new Uint8Array(36).fill(7);
let amara: DeviceKey;
let daniel: DeviceKey;
let eve: DeviceKey;
beforeAll(async () => {
  [amara, daniel, eve] = await Promise.all([DeviceKey.make(), DeviceKey.make(), DeviceKey.make()]);
});

const CONTEXT: SealingContext = {
  ...{ meetingId: 'meeting_1', epoch: 4, roster: 'all of us' },
  ...{ from: 'participant_a', to: 'participant_d' },
};

test('what one device seals, the device it is for opens', async () => {
  const sealed = await amara.seal(SECRET, daniel.publicKey, CONTEXT);
  expect(sealed).toMatch(/^[\w-]{100,200}$/);
  expect(await daniel.open(sealed, amara.publicKey, CONTEXT)).toEqual(SECRET);
});

test('nobody else opens it, and nobody seals in the name of another', async () => {
  const sealed = await amara.seal(SECRET, daniel.publicKey, CONTEXT);
  await expect(eve.open(sealed, amara.publicKey, CONTEXT)).rejects.toThrow();
  const forged = await eve.seal(SECRET, daniel.publicKey, CONTEXT);
  await expect(daniel.open(forged, amara.publicKey, CONTEXT)).rejects.toThrow();
});

test.each([
  ['another meeting', { meetingId: 'meeting_2' }],
  ['another epoch', { epoch: 5 }],
  ['other people', { roster: 'all of us, and eve' }],
  ['from somebody else', { from: 'participant_e' }],
  ['for somebody else', { to: 'participant_e' }],
])('sealed for %s it is not opened', async (_name, other) => {
  const sealed = await amara.seal(SECRET, daniel.publicKey, { ...CONTEXT, ...other });
  await expect(daniel.open(sealed, amara.publicKey, CONTEXT)).rejects.toThrow();
});

test.each(['', 'AAAA', 'not of this alphabet!'])('%j is refused', async (sealed) => {
  await expect(daniel.open(sealed, amara.publicKey, CONTEXT)).rejects.toThrow();
});

const A: Keyed = { participantId: 'participant_a', userId: 'user_a', publicKey: 'key-a' };
const B: Keyed = { participantId: 'participant_b', userId: 'user_b', publicKey: 'key-b' };
const C: Keyed = { participantId: 'participant_c', userId: 'user_c', publicKey: null };
const textOf = (...people: readonly Keyed[]) => rosterText('meeting_1', keyHolders(people));

test('the code is the same at all ends, in whatever order people are known', async () => {
  const code = await safetyCode(textOf(A, B, C));
  expect(code).toMatch(/^\d{5}( \d{5}){5}$/);
  expect(await safetyCode(textOf(C, B, A))).toBe(code);
  expect(await rosterDigest(textOf(B, A))).toBe(await rosterDigest(textOf(A, B)));
});

test.each([
  ['a key is another', textOf(A, { ...B, publicKey: 'key-e' })],
  ['keys are exchanged', textOf({ ...A, publicKey: 'key-b' }, { ...B, publicKey: 'key-a' })],
  ['a key is said to be of somebody else', textOf(A, { ...B, userId: 'user_e' })],
  ['somebody more is there', textOf(A, B, { ...C, publicKey: 'key-c' })],
])('where %s the code is another', async (_name, other) => {
  expect(await safetyCode(other)).not.toBe(await safetyCode(textOf(A, B)));
});

test('a code has all its digits', () => {
  expect(codeOf(new Uint8Array(30))).toBe('00000 00000 00000 00000 00000 00000');
  expect(codeOf(new Uint8Array(30).fill(255))).toBe('27775 27775 27775 27775 27775 27775');
});
