import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ContentDesk } from '../../test/content-desk.js';
import { heifSize } from './heif.rules.js';

let desk: ContentDesk;

beforeAll(async () => {
  desk = await ContentDesk.open();
});

afterAll(async () => {
  await desk.close();
});

/** A picture as telephones take it: the same boxes as AVIF has, around bytes that only a licensed decoder reads. */
async function aHeic(): Promise<Buffer> {
  const grey = sharp({ create: { width: 64, height: 48, channels: 3, background: '#777' } });
  const text = (await grey.avif().toBuffer()).toString('latin1');
  const closed = text.replaceAll('avif', 'heic').replaceAll('av01', 'hvc1').replaceAll('av1C', 'hvcC');
  return Buffer.from(closed, 'latin1');
}

test('of all sizes that a HEIC tells the largest counts, and what makes no sense does not', () => {
  const box = (width: number, height: number): Buffer => {
    const bytes = Buffer.alloc(20);
    bytes.write('ispe', 4);
    bytes.writeUInt32BE(width, 12);
    bytes.writeUInt32BE(height, 16);
    return bytes;
  };
  const said = Buffer.concat([
    box(512, 512),
    box(4_032, 3_024),
    box(0, 7),
    box(4_000_000_000, 2),
    Buffer.from('ispe'),
  ]);
  expect(heifSize(said)).toEqual({ width: 4_032, height: 3_024 });
  expect(heifSize(Buffer.from('nothing of that kind'))).toBeNull();
});

const packed = (head: string): Buffer =>
  Buffer.concat([
    Buffer.from(head, 'hex'),
    Buffer.from('../../etc/passwd <script>alert(1)</script>'),
    randomBytes(5_000),
  ]);

test('a HEIC is a picture whose size is known and which is not drawn', async () => {
  const heic = await aHeic();
  const { answer } = await desk.work('inspect', 'photo.heic', heic);
  expect(answer).toMatchObject({
    type: { mediaType: 'image/heic', kind: 'IMAGE', inline: false },
    obstacle: null,
    measures: { width: 64, height: 48 },
  });
  expect((await desk.work('render', 'photo.heic', heic)).answer).toMatchObject({
    made: [],
    isReadable: true,
  });
});

test('a HEIC that breaks off stays what it says it is, and harms nobody', async () => {
  const broken = (await aHeic()).subarray(0, 60);
  const { answer } = await desk.work('inspect', 'broken.heic', broken);
  expect(answer).toMatchObject({ type: { mediaType: 'image/heic' }, obstacle: null });
  expect((await desk.work('render', 'broken.heic', broken)).answer.made).toEqual([]);
});

test.each([
  ['a.rar', '526172211a0700', 'application/vnd.rar'],
  ['newer.rar', '526172211a070100', 'application/vnd.rar'],
  ['a.7z', '377abcaf271c0004', 'application/x-7z-compressed'],
])(
  '%s is an archive that nobody unpacks: it has no list, no picture and no words',
  async (name, head, mediaType) => {
    const archive = packed(head);
    expect((await desk.work('inspect', name, archive)).answer).toMatchObject({
      type: { mediaType, kind: 'ARCHIVE', inline: false },
      obstacle: null,
      entries: [],
    });
    expect((await desk.work('render', name, archive)).answer).toMatchObject({ made: [], waveform: null });
    expect((await desk.work('read', name, archive)).answer).toMatchObject({ file: null });
  },
);
