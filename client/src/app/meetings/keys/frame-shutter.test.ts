import { beforeEach, expect, test } from 'vitest';
import { FrameShutter, type SharedKey } from './frame-shutter';

type Bytes = Uint8Array<ArrayBuffer>;

const secret = (fill: number, keyId: number, owner: string): SharedKey => ({
  ...{ keyId, owner },
  baseKey: new Uint8Array(32).fill(fill),
});
const AMARA = secret(1, 0xa1, 'amara');
const DANIEL = secret(2, 0xd1, 'daniel');

/** A VP8 key frame of 640x360: tag, start code, size; then what is in the picture. */
const KEY_FRAME: Bytes = Uint8Array.from([
  0x10,
  0x02,
  0,
  0x9d,
  1,
  0x2a,
  0x80,
  2,
  0x68,
  1,
  ...words('a face'),
]);
const DELTA_FRAME: Bytes = Uint8Array.from([0x11, 0x02, 0, ...words('a smile')]);
const SOUND: Bytes = Uint8Array.from([0x78, ...words('a voice')]);

function words(text: string): number[] {
  return [...new TextEncoder().encode(text.repeat(20))];
}

let amara: FrameShutter;
let daniel: FrameShutter;
beforeEach(async () => {
  [amara, daniel] = [new FrameShutter(), new FrameShutter()];
  await amara.follow({ mode: 'sealed', own: AMARA, others: [DANIEL] });
  await daniel.follow({ mode: 'sealed', own: DANIEL, others: [AMARA] });
});

test.each([
  ['picture', KEY_FRAME, 10],
  ['picture', DELTA_FRAME, 3],
  ['sound', SOUND, 1],
] as const)('a %s goes through sealed, but for the bytes that packets need', async (kind, frame, clear) => {
  const sealed = await amara.seal(kind, frame);
  expect([...sealed!.subarray(0, clear)]).toEqual([...frame.subarray(0, clear)]);
  for (const word of ['a face', 'a smile', 'a voice']) {
    expect(Buffer.from(sealed!).includes(word)).toBe(false);
  }
  expect([...(await daniel.open(kind, sealed!, 'amara'))!]).toEqual([...frame]);
});

test('the same frame is never sealed in the same way twice, whatever track it is of', async () => {
  const [first, second] = [await amara.seal('sound', SOUND), await amara.seal('sound', SOUND)];
  expect([...first!]).not.toEqual([...second!]);
});

test('a frame that comes again is not shown again, one that comes late is', async () => {
  const frames = [await amara.seal('sound', SOUND), await amara.seal('picture', DELTA_FRAME)] as const;
  expect(await daniel.open('picture', frames[1]!, null)).not.toBeNull();
  expect(await daniel.open('sound', frames[0]!, null)).not.toBeNull();
  expect(await daniel.open('sound', frames[0]!, null)).toBeNull();
  const third = (await amara.seal('sound', SOUND))!;
  const twice = [daniel.open('sound', third, null), daniel.open('sound', third, null)];
  expect((await Promise.all(twice)).filter(Boolean)).toHaveLength(1);
  expect(daniel.counts()).toEqual({ opened: 3, refused: 2 });
  expect(daniel.counts()).toEqual({ opened: 0, refused: 0 });
});

test('with a wrong key nothing is opened', async () => {
  const eve = new FrameShutter();
  await eve.follow({ mode: 'sealed', own: null, others: [{ ...AMARA, baseKey: DANIEL.baseKey }] });
  expect(await eve.open('picture', (await amara.seal('picture', KEY_FRAME))!, null)).toBeNull();
});

test('bytes that stay readable cannot be changed', async () => {
  const sealed = (await amara.seal('picture', KEY_FRAME))!;
  sealed[6] = 0x81;
  expect(await daniel.open('picture', sealed, null)).toBeNull();
});

test('a frame is not shown as somebody else’s', async () => {
  expect(await daniel.open('sound', (await amara.seal('sound', SOUND))!, 'wanjiru')).toBeNull();
});

test('what was not sealed is not shown', async () => {
  expect(await daniel.open('picture', KEY_FRAME, null)).toBeNull();
});

test('before it is told what to do, and while it has no key, nothing passes', async () => {
  const shutter = new FrameShutter();
  expect(await shutter.seal('sound', SOUND)).toBeNull();
  expect(await shutter.open('sound', SOUND, null)).toBeNull();
  await shutter.follow({ mode: 'sealed', own: null, others: [] });
  expect(await shutter.seal('sound', SOUND)).toBeNull();
  await shutter.follow({ mode: 'open', own: null, others: [] });
  expect(await shutter.seal('sound', SOUND)).toBe(SOUND);
  expect(await shutter.open('sound', SOUND, null)).toBe(SOUND);
});

test('numbers go on while a key stays, and a new key opens nothing of the old one’s', async () => {
  const before = (await amara.seal('sound', SOUND))!;
  await amara.follow({ mode: 'sealed', own: AMARA, others: [] });
  const after = (await amara.seal('sound', SOUND))!;
  expect(await daniel.open('sound', before, null)).not.toBeNull();
  expect(await daniel.open('sound', after, null)).not.toBeNull();
  const next = secret(3, 0xa2, 'amara');
  await daniel.follow({ mode: 'sealed', own: DANIEL, others: [next] });
  await amara.follow({ mode: 'sealed', own: next, others: [] });
  expect(await daniel.open('sound', (await amara.seal('sound', SOUND))!, null)).not.toBeNull();
  expect(await daniel.open('sound', before, null)).toBeNull();
});

test('it says whether what goes out is another than before', async () => {
  const shutter = new FrameShutter();
  const rules = { mode: 'sealed', own: AMARA, others: [DANIEL] } as const;
  expect(await shutter.follow(rules)).toBe(true);
  expect(await shutter.follow(rules)).toBe(false);
  expect(await shutter.follow({ ...rules, others: [] })).toBe(false);
  expect(await shutter.follow({ ...rules, own: secret(3, 0xa2, 'amara') })).toBe(true);
  expect(await shutter.follow({ ...rules, own: null })).toBe(true);
  expect(await shutter.follow({ mode: 'open', own: null, others: [] })).toBe(true);
});

test('a key that is taken up again never gives a number twice', async () => {
  const first = (await amara.seal('sound', SOUND))!;
  await amara.follow({ mode: 'sealed', own: secret(3, 0xa2, 'amara'), others: [] });
  await amara.follow({ mode: 'sealed', own: AMARA, others: [] });
  expect([...(await amara.seal('sound', SOUND))!]).not.toEqual([...first]);
});
