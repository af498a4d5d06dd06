import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { bitmapSize, readBitmap } from './bitmap.rules.js';
import { type Made, type MadeKind, MOST_FRAMES, MOST_PIXELS, type Measures } from './content-task.js';
import { cameraNotes } from './exif.rules.js';
import { heifSize } from './heif.rules.js';
import { type FileType, UNKNOWN } from './known-types.rules.js';

/** The longer edge of a picture that is made, in pixels. */
export const EDGES = { thumbnail: 320, preview: 2_048 } as const;

/** What libvips may read; everything else it could is switched off. */
const READERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Svg', 'Heif'].flatMap((format) => [
  `VipsForeignLoad${format}File`,
  `VipsForeignLoad${format}Buffer`,
]);

sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: READERS });
sharp.cache(false);
sharp.concurrency(1);

const BITMAP = 'image/bmp';
/** HEIC needs a decoder that is under patents: its size is read, its pixels are not. */
const UNREADABLE = new Set(['image/heic']);
const QUALITY = 80;
const MOST_BYTES = 200_000_000;

const options = { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true } as const;

/** What is known of a picture by its head; what cannot be one after all becomes UNKNOWN. */
export async function measurePicture({
  path,
  size,
  type,
}: {
  path: string;
  size: number;
  type: FileType;
}): Promise<{ type: FileType; measures: Measures }> {
  if (type.mediaType === BITMAP) return measureBitmap(path, type);
  try {
    const found = await sharp(path, { failOn: 'none', limitInputPixels: false }).metadata();
    // A TIFF is itself what other pictures wrap their notes in.
    const isTiff = type.mediaType === 'image/tiff' && size <= MOST_BYTES;
    return measured(type, { ...found, ...(isTiff && { exif: await readFile(path) }) });
  } catch (error) {
    // libvips throws plain errors for what is no picture.
    if (UNREADABLE.has(type.mediaType)) return { type, measures: heifSize(await headOf(path)) ?? {} };
    if (error instanceof Error) return { type: UNKNOWN, measures: {} };
    throw error;
  }
}

/** What describes a picture stands before it. */
const MOST_HEAD = 1_000_000;

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_HEAD), 0, MOST_HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function measured(type: FileType, found: Metadata): { type: FileType; measures: Measures } {
  const { width, autoOrient, pages = 1, pageHeight, exif } = found;
  const size = { width: autoOrient.width, height: autoOrient.height };
  const notes = exif ? cameraNotes(exif) : { takenAt: null, hasPlace: false };
  const isLight = width * (pageHeight ?? found.height) <= MOST_PIXELS && pages <= MOST_FRAMES;
  const measures = { ...size, frames: pages, ...notes, hasPlace: notes.hasPlace || namesPlace(found.xmp) };
  return { type: { ...type, inline: type.inline && isLight }, measures };
}

const namesPlace = (xmp: Buffer | undefined): boolean => xmp?.includes('exif:GPSLatitude') ?? false;

async function measureBitmap(path: string, type: FileType): Promise<{ type: FileType; measures: Measures }> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(64), 0, 64, 0);
    const size = bitmapSize(buffer);
    if (!size) return { type: UNKNOWN, measures: {} };
    const isLight = size.width * size.height <= MOST_PIXELS;
    return { type: { ...type, inline: type.inline && isLight }, measures: { ...size, frames: 1 } };
  } finally {
    await file.close();
  }
}

/** Opens a picture to be drawn; null where nobody can, or it is too large. */
async function openPicture(path: string, mediaType: string, animated: boolean): Promise<Sharp | null> {
  if (mediaType === BITMAP) return openBitmap(path);
  // A drawing is drawn as large as it will be shown, whatever it says of its size.
  const density = mediaType === 'image/svg+xml' ? { density: 144 } : {};
  const frames = animated ? { pages: -1, animated: true } : {};
  return sharp(path, { ...options, ...density, ...frames }).autoOrient();
}

async function openBitmap(path: string): Promise<Sharp | null> {
  const file = await readFile(path);
  const size = bitmapSize(file);
  if (!size || size.width * size.height > MOST_PIXELS) return null;
  const pixels = readBitmap(file);
  if (!pixels) return null;
  const { width, height, channels, bytes } = pixels;
  return sharp(bytes, { raw: { width, height, channels } });
}

/** Opens one of the pictures that were made here, or a drawing of our own; of a moving one the first frame. */
export const openOwn = (picture: string | Buffer): Sharp => sharp(picture, options);

/** A picture as webp, as large as it is. */
export const webpOf = (picture: Sharp): Promise<Buffer> =>
  picture.webp({ quality: QUALITY, effort: 3 }).toBuffer();

/** Makes one webp of at most that edge; never larger than the picture is. */
export async function drawWebp(
  picture: Sharp,
  kind: MadeKind,
  { edge, folder, page = null }: { edge: number; folder: string; page?: number | null },
): Promise<Made> {
  const file = `${kind.toLowerCase()}${page === null ? '' : `-${String(page)}`}.webp`;
  const { data, info } = await picture
    .clone()
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: QUALITY, effort: 3 })
    .toBuffer({ resolveWithObject: true });
  // Written by Node, so that a full disk is not taken for a damaged picture.
  await writeFile(join(folder, file), data);
  const { width, height, pageHeight } = { pageHeight: undefined, ...info };
  return { kind, file, mediaType: 'image/webp', width, height: pageHeight ?? height, page };
}

/** Thumbnail and preview of a picture; nothing where it cannot be drawn within the limits. */
export async function renderPicture(path: string, type: FileType, folder: string): Promise<Made[] | null> {
  try {
    const still = await openPicture(path, type.mediaType, false);
    if (!still) return [];
    const thumbnail = await drawWebp(still, 'THUMBNAIL', { edge: EDGES.thumbnail, folder });
    const moving = await moves(path, type.mediaType);
    const whole = moving ? await openPicture(path, type.mediaType, true) : still;
    const preview = await drawWebp(whole ?? still, 'PREVIEW', { edge: EDGES.preview, folder });
    return [thumbnail, preview];
  } catch (error) {
    // libvips throws plain errors for what is too large or breaks off: the one is a picture, the other is none.
    if (!(error instanceof Error) || 'code' in error) throw error;
    return UNREADABLE.has(type.mediaType) || /pixel limit|too large/i.test(error.message) ? [] : null;
  }
}

/** Whether all frames of a picture may be drawn. */
async function moves(path: string, mediaType: string): Promise<boolean> {
  if (mediaType !== 'image/gif' && mediaType !== 'image/webp') return false;
  const { pages = 1, width, pageHeight, height } = await sharp(path, options).metadata();
  return pages > 1 && pages <= MOST_FRAMES && pages * width * (pageHeight ?? height) <= MOST_PIXELS;
}
