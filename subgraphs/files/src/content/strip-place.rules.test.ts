import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cameraNotes } from './exif.rules.js';
import { withoutPlace } from './strip-place.rules.js';

/** What a camera wrote, as a TIFF of its own: that is what Exif is. */
async function notes(): Promise<Buffer> {
  const { exif } = await sharp(
    await sharp({ create: { width: 9, height: 9, channels: 3, background: '#246' } })
      .withExif({
        IFD2: { DateTimeOriginal: '2026:11:21 09:30:00' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 30/1' },
      })
      .jpeg()
      .toBuffer(),
  ).metadata();
  if (!exif) throw new Error('There are notes');
  return exif;
}

test('a TIFF and a HEIC lose the place and keep everything else, their length as well', async () => {
  const exif = await notes();
  const tiff = exif.subarray(6);
  expect(cameraNotes(tiff)).toEqual({ takenAt: '2026-11-21T09:30:00.000Z', hasPlace: true });
  const stripped = withoutPlace(tiff, 'image/tiff') ?? Buffer.alloc(0);
  expect(stripped).toHaveLength(tiff.length);
  expect(cameraNotes(stripped)).toEqual({ takenAt: '2026-11-21T09:30:00.000Z', hasPlace: false });
  const heic = Buffer.concat([Buffer.from('....ftypheic'), Buffer.alloc(100), exif]);
  const copy = withoutPlace(heic, 'image/heic') ?? Buffer.alloc(0);
  expect(cameraNotes(copy.subarray(112))).toEqual({ takenAt: '2026-11-21T09:30:00.000Z', hasPlace: false });
});

test('words of a picture that name a place are blanked', () => {
  const words =
    '<x exif:GPSLatitude="48,51.5N" exif:Model="A"><exif:GPSLongitude>2,17E</exif:GPSLongitude></x>';
  const segment = Buffer.from(`http://ns.adobe.com/xap/1.0/\0${words}`);
  const head = Buffer.from('ffd8ffe10000', 'hex');
  head.writeUInt16BE(segment.length + 2, 4);
  const copy = withoutPlace(Buffer.concat([head, segment, Buffer.from('ffd9', 'hex')]), 'image/jpeg');
  expect(copy?.toString('latin1')).not.toMatch(/48|2,17/);
  expect(copy?.toString('latin1')).toContain('exif:Model="A"');
});

test('notes that break off or point anywhere are no harm, and what says nothing is left alone', async () => {
  const tiff = (await notes()).subarray(6);
  for (let length = 0; length < tiff.length; length += 3) {
    expect(cameraNotes(tiff.subarray(0, length))).toHaveProperty('hasPlace');
    withoutPlace(Buffer.from(tiff.subarray(0, length)), 'image/tiff');
  }
  const wild = Buffer.from(tiff);
  for (let at = 4; at < wild.length; at += 1) wild[at] = 0xff;
  expect(cameraNotes(wild)).toEqual({ takenAt: null, hasPlace: false });
  expect(withoutPlace(Buffer.from('words'), 'text/plain')).toBeNull();
  expect(withoutPlace(Buffer.from('ffd8ffd9', 'hex'), 'image/jpeg')).toBeNull();
});
