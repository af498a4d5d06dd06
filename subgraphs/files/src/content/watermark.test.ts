import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ContentDesk } from '../../test/content-desk.js';
import { UNKNOWN } from './known-types.rules.js';
import { type WatermarkWords, drawable, watermarkSvg } from './watermark.rules.js';

let desk: ContentDesk;

beforeAll(async () => {
  desk = await ContentDesk.open();
});

afterAll(async () => {
  await desk.close();
});

const LIMITS = { milliseconds: 20_000, memoryBytes: 600_000_000, outputBytes: 30_000_000 };

const plain = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#777' } })
    .webp()
    .toBuffer();

async function draw(picture: Buffer, words: WatermarkWords, limits = LIMITS): Promise<Buffer> {
  const path = join(desk.folder, 'picture.webp');
  await writeFile(path, picture);
  const task = { kind: 'watermark', path, size: picture.length, type: UNKNOWN, words } as const;
  return desk
    .workers(limits)
    .run(task, async ({ file }, made) => Buffer.concat(await Array.fromAsync((await made(file)).read())));
}

/** How many of a picture's pixels are not the grey that it was, 0 to 1. */
async function drawnShare(picture: Buffer): Promise<number> {
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
  const other = data.filter((value) => Math.abs(value - 0x77) > 12).length;
  return other / (info.width * info.height);
}

const HOSTILE: readonly (readonly [string, string])[] = [
  ['a script', '<script>alert(1)</script>'],
  ['a way out of the drawing', '"/></text></svg><image href="file:///etc/passwd"/>&xxe;'],
  ['ten thousand letters', 'Wolfeschlegelstein'.repeat(600)],
  ['one letter with many accents', `a${'\u0301'.repeat(5_000)}`],
  ['letters that turn the order around', '\u202Egnp.exe\u2066'],
  ['halves of letters and signs that are none', '\uD800\u0000\uFFFF\u0007Anna'],
];

const NAMES: readonly (readonly [string, string])[] = [
  ['a name', 'Amara Okafor'],
  ['Arabic', 'أمارا أوكافور'],
  ['Hebrew beside Latin', 'Amara אמרה'],
  ['Chinese', '欧阳娜娜'],
  ['a name of emoji', '👩‍👩‍👧‍👦 🦊'],
  ...HOSTILE.slice(2, 5),
];

describe('What is drawn', () => {
  test.each(HOSTILE)('is a drawing of two lines whatever the name is: %s', (_, name) => {
    const svg = watermarkSvg(400, 300, [name, '2026-11-22']);
    const opened: string[] = [];
    const texts: string[] = [];
    const parser = new SaxesParser();
    parser.on('opentag', ({ name: tag }) => opened.push(tag));
    parser.on('text', (text) => texts.push(text));
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(svg).close();
    expect(new Set(opened)).toEqual(new Set(['svg', 'defs', 'g', 'text', 'use']));
    expect(new Set(texts.filter((text) => text !== ''))).toEqual(new Set([drawable(name), '2026-11-22']));
    expect(Array.from(drawable(name)).length).toBeLessThanOrEqual(121);
  });

  test.each(NAMES)('is seen everywhere in a picture: %s', async (_, name) => {
    const drawn = await draw(await plain(900, 600), [name, '2026-11-22 · AB12CD34']);
    expect((await sharp(drawn).metadata()).width).toBe(900);
    for (const left of [0, 450]) {
      for (const top of [0, 300]) {
        const quarter = await sharp(drawn).extract({ left, top, width: 450, height: 300 }).png().toBuffer();
        expect(await drawnShare(quarter)).toBeGreaterThan(0.01);
      }
    }
  });

  test.each([
    [320, 20],
    [1, 1],
    [16, 2_048],
    [2_048, 2_048],
  ])('fits a picture of %i by %i within the limits', async (width, height) => {
    const drawn = await draw(await plain(width, height), ['Amara Okafor', '2026-11-22 · AB12CD34']);
    expect(await sharp(drawn).metadata()).toMatchObject({ width, height });
  });

  test('costs no more than it may: whoever wants more is ended', async () => {
    const words = ['Amara Okafor', '2026-11-22'] as const;
    await expect(draw(await plain(900, 600), words, { ...LIMITS, milliseconds: 1 })).rejects.toThrow('TIME');
    await expect(draw(await plain(900, 600), words, { ...LIMITS, outputBytes: 100 })).rejects.toThrow();
  });
});
