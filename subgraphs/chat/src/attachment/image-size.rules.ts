/** How large a picture is, in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** More than this is not shown in place: it would fill the memory of whoever looks. */
const MOST_PIXELS = 50_000_000;

/** Whether a picture is small enough to be shown. */
export const isShowable = ({ width, height }: ImageSize): boolean => width * height <= MOST_PIXELS;

/** The size of a picture, turned as it is shown; null where its head does not say. */
export function imageSizeOf(head: Buffer, mediaType: string): ImageSize | null {
  try {
    const size = READERS[mediaType]?.(head) ?? null;
    return size && size.width > 0 && size.height > 0 ? size : null;
  } catch (error) {
    // A head that breaks off is read past its end; there is no picture to measure then.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const READERS: Readonly<Record<string, (head: Buffer) => ImageSize | null>> = {
  'image/png': (head) => ({ width: head.readUInt32BE(16), height: head.readUInt32BE(20) }),
  'image/gif': (head) => ({ width: head.readUInt16LE(6), height: head.readUInt16LE(8) }),
  'image/jpeg': jpeg,
  'image/webp': webp,
  'image/avif': avif,
};

/** Walks the segments to the frame's header; how the picture is to be turned stands in an earlier one. */
function jpeg(head: Buffer): ImageSize | null {
  let turned = false;
  for (let at = 2; at + 9 < head.length;) {
    if (head[at] !== 0xff) return null;
    const marker = head[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xe1) turned ||= isTurned(head.subarray(at + 4, at + 2 + head.readUInt16BE(at + 2)));
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const [height, width] = [head.readUInt16BE(at + 5), head.readUInt16BE(at + 7)];
      return turned ? { width: height, height: width } : { width, height };
    }
    at += 2 + head.readUInt16BE(at + 2);
  }
  return null;
}

/** Whether Exif says that the picture lies on its side (orientation 5 to 8). */
function isTurned(exif: Buffer): boolean {
  if (exif.toString('latin1', 0, 6) !== 'Exif\0\0') return false;
  const tiff = exif.subarray(6);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = short(directory);
  for (let nth = 0; nth < entries; nth += 1) {
    const entry = directory + 2 + nth * 12;
    if (short(entry) === 0x0112) return short(entry + 8) >= 5;
  }
  return false;
}

function webp(head: Buffer): ImageSize | null {
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const bits = head.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
    default:
      return null;
  }
}

/** The first image spatial extents property; it stands near the beginning. */
function avif(head: Buffer): ImageSize | null {
  const at = head.indexOf('ispe');
  return at < 0 ? null : { width: head.readUInt32BE(at + 8), height: head.readUInt32BE(at + 12) };
}
