import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentTask, Watermarked } from './content-task.js';
import { openOwn, webpOf } from './picture.js';
import { type WatermarkWords, watermarkSvg } from './watermark.rules.js';

/** A picture that would be given as if nothing were drawn in it. */
class NothingSeen extends Error {}

/**
 * Draws words over one of our own pictures, of moving ones over the first frame.
 * @throws NothingSeen where nothing would be seen of them: a system without letters must not give the picture unmarked
 */
export async function drawWatermark({ path, folder, words }: ContentTask): Promise<Watermarked> {
  if (!words) throw new NothingSeen('There is nothing to draw');
  const picture = openOwn(path);
  const { width, height } = await picture.metadata();
  await checkSeen(words);
  const file = 'watermarked.webp';
  const { data, info } = await openOwn(Buffer.from(watermarkSvg(width, height, words)))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  await writeFile(join(folder, file), await webpOf(picture.composite([{ input: data, raw }])));
  return { file };
}

/** Asked of a small drawing: a picture may be too small for any letter, and then there is nothing to read in it either. */
async function checkSeen(words: WatermarkWords): Promise<void> {
  const { channels } = await openOwn(Buffer.from(watermarkSvg(160, 120, words)))
    .ensureAlpha()
    .stats();
  if (!channels[3]?.max) throw new NothingSeen('The words cannot be seen');
}
