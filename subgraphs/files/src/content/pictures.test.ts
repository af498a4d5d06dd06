import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ContentDesk, wordsOf } from '../../test/content-desk.js';
import { aBitmap, aPng } from '../../test/content-files.js';

let desk: ContentDesk;

beforeAll(async () => {
  desk = await ContentDesk.open();
});

afterAll(async () => {
  await desk.close();
});

const photo = (width = 640, height = 480): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#246' } })
    .withExif({
      IFD0: { Model: 'Camera' },
      IFD2: { DateTimeOriginal: '2026:11:21 09:30:00', OffsetTimeOriginal: '+02:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '48/1 51/1 30/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '2/1 17/1 40/1',
      },
    })
    .jpeg()
    .toBuffer();

describe('A picture', () => {
  test('is measured as it is shown, with when and whether where', async () => {
    const { answer } = await desk.work('inspect', 'photo.jpg', await photo());
    expect(answer).toMatchObject({
      type: { mediaType: 'image/jpeg', inline: true },
      obstacle: null,
      measures: { width: 640, height: 480, takenAt: '2026-11-21T07:30:00.000Z', hasPlace: true },
    });
  });

  test('gets a thumbnail and a preview, neither of which tells anything of where it was taken', async () => {
    const { answer, files } = await desk.work('render', 'photo.jpg', await photo(3_000, 1_500));
    expect(answer.made).toEqual([
      {
        kind: 'THUMBNAIL',
        file: 'thumbnail.webp',
        mediaType: 'image/webp',
        width: 320,
        height: 160,
        page: null,
      },
      {
        kind: 'PREVIEW',
        file: 'preview.webp',
        mediaType: 'image/webp',
        width: 2_048,
        height: 1_024,
        page: null,
      },
    ]);
    for (const file of Object.values(files)) expect((await sharp(file).metadata()).exif).toBeUndefined();
  });

  test('is copied without the place on request, and not a pixel is another', async () => {
    const content = await photo();
    const { files } = await desk.work('strip', 'photo.jpg', content);
    const copy = files['without-place'] ?? Buffer.alloc(0);
    expect(copy).toHaveLength(content.length);
    const after = await desk.work('inspect', 'copy.jpg', copy);
    expect(after.answer.measures).toMatchObject({ takenAt: '2026-11-21T07:30:00.000Z', hasPlace: false });
    const pixels = (bytes: Buffer): Promise<Buffer> => sharp(bytes).raw().toBuffer();
    expect((await pixels(copy)).equals(await pixels(content))).toBe(true);
    expect((await desk.work('strip', 'copy.jpg', copy)).answer.file).toBeNull();
  });

  test.each(['png', 'webp'] as const)('loses its place as %s too', async (format) => {
    const content = await sharp(await photo())
      .keepMetadata()
      .toFormat(format)
      .toBuffer();
    expect((await desk.work('inspect', `photo.${format}`, content)).answer.measures.hasPlace).toBe(true);
    const { files } = await desk.work('strip', `photo.${format}`, content);
    const after = await desk.work('inspect', `copy.${format}`, files['without-place'] ?? Buffer.alloc(0));
    expect(after.answer.measures).toMatchObject({ width: 640, height: 480, hasPlace: false });
  });

  test('of Windows is drawn, in its own colours', async () => {
    const { answer, files } = await desk.work('render', 'sign.bmp', aBitmap(30, 20, [250, 120, 10]));
    expect(answer.made).toMatchObject([
      { width: 30, height: 20 },
      { width: 30, height: 20 },
    ]);
    const { channels } = await sharp(files['preview.webp']).stats();
    expect(channels.map(({ mean }) => Math.round(mean / 10))).toEqual([25, 12, 1]);
  });

  test('of 16,000 by 16,000 pixels in 31 kB is never unpacked', async () => {
    const content = aPng(16_000, 16_000);
    expect(content.length).toBeLessThan(40_000);
    const { answer } = await desk.work('inspect', 'large.png', content);
    expect(answer).toMatchObject({
      type: { kind: 'IMAGE', inline: false },
      measures: { width: 16_000 },
    });
    expect((await desk.work('render', 'large.png', content)).answer).toMatchObject({
      made: [],
      isReadable: true,
    });
  });

  test('that moves keeps moving', async () => {
    const frames = await Promise.all(
      ['#f00', '#0f0', '#00f'].map((background) =>
        sharp({ create: { width: 40, height: 30, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect((await desk.work('inspect', 'moves.gif', gif)).answer.measures).toMatchObject({
      frames: 3,
      height: 30,
    });
    const { answer, files } = await desk.work('render', 'moves.gif', gif);
    expect(answer.made.map(({ height }) => height)).toEqual([30, 30]);
    expect((await sharp(files['preview.webp']).metadata()).pages).toBe(3);
    expect((await sharp(files['thumbnail.webp']).metadata()).pages ?? 1).toBe(1);
  });

  test('that is drawn by a program shows what it draws; its script runs nowhere', async () => {
    const drawing =
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="100" height="50">' +
      '<script>alert(1)</script><rect width="100" height="50" fill="#f00"/>' +
      '<image x:href="file:///etc/passwd" width="9" height="9"/>' +
      '<image x:href="http://127.0.0.1:9/a.png" width="9" height="9"/></svg>';
    const { answer, files } = await desk.work('render', 'drawing.svg', drawing);
    expect(answer.made.map(({ kind }) => kind)).toEqual(['THUMBNAIL', 'PREVIEW']);
    expect(files['preview.webp']?.toString('latin1')).not.toContain('script');
    expect((await desk.work('inspect', 'drawing.svg', drawing)).answer.type).toMatchObject({ inline: false });
  });

  test('that is a script behind the mark of one is none', async () => {
    const { answer } = await desk.work('inspect', 'a.gif', 'GIF89a=1;alert(document.cookie)//');
    expect(answer.type).toMatchObject({
      mediaType: 'application/octet-stream',
      kind: 'OTHER',
      inline: false,
    });
  });

  test('with a page behind it shows the picture alone', async () => {
    const both = Buffer.concat([await photo(), Buffer.from('<html><script>alert(1)</script></html>')]);
    const { files } = await desk.work('render', 'both.jpg', both);
    for (const file of Object.values(files)) expect(file.toString('latin1')).not.toContain('alert');
  });

  test('that names itself by entities without end is given up', async () => {
    const laughs = Array.from(
      { length: 30 },
      (_, n) => `<!ENTITY l${String(n + 1)} "&l${String(n)};&l${String(n)};">`,
    );
    const bomb = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY l0 "ha">${laughs.join('')}]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&l30;</text></svg>`;
    const { answer } = await desk.work('inspect', 'laughs.svg', bomb);
    expect(answer.measures.width).toBeUndefined();
    expect((await desk.work('render', 'laughs.svg', bomb)).answer.made).toEqual([]);
  });

  test('of a page is read', async () => {
    const text =
      '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300"><rect width="900" height="300" fill="#fff"/><g stroke="#000" stroke-width="14" fill="none"><path d="M60 60V240M60 60H160M60 150H140M60 240H160"/><path d="M260 60V240H360"/><path d="M460 60H560M510 60V240"/></g></svg>';
    const done = await desk.work('read', 'scan.png', await sharp(Buffer.from(text)).png().toBuffer());
    expect(done.answer.isGuessed).toBe(true);
    expect(wordsOf(done)).toMatch(/E\s*L\s*[TI]/);
  });
});
