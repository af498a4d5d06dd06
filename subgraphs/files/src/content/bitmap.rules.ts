/** Pixels as they are: rows from the top, three bytes or four each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly bytes: Buffer;
}

/** Width and height of a BMP; null where its head is none. */
export function bitmapSize(head: Buffer): { width: number; height: number } | null {
  if (head.length < 26 || head.toString('latin1', 0, 2) !== 'BM') return null;
  const isOld = head.readUInt32LE(14) === 12;
  const width = isOld ? head.readUInt16LE(18) : head.readInt32LE(18);
  const height = isOld ? head.readUInt16LE(20) : Math.abs(head.readInt32LE(22));
  return width > 0 && height > 0 ? { width, height } : null;
}

/**
 * Unpacks a Windows bitmap of 1, 4, 8, 24 or 32 bits a pixel; libvips knows none of them.
 * @returns null for what is run-length coded or damaged
 */
export function readBitmap(file: Buffer): Pixels | null {
  const size = bitmapSize(file);
  if (!size) return null;
  try {
    return rowsOf(file, size);
  } catch (error) {
    // What breaks off is read past its end.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function rowsOf(file: Buffer, { width, height }: { width: number; height: number }): Pixels | null {
  const header = file.readUInt32LE(14);
  const isOld = header === 12;
  const bits = file.readUInt16LE(isOld ? 24 : 28);
  const packing = isOld ? 0 : file.readUInt32LE(30);
  const isPlain = packing === 0 || (packing === 3 && bits === 32);
  if (!isPlain || ![1, 4, 8, 24, 32].includes(bits)) return null;
  const palette = { at: 14 + header, step: isOld ? 3 : 4 };
  const stride = Math.ceil((width * bits) / 32) * 4;
  const start = file.readUInt32LE(10);
  if (start + stride * height > file.length) return null;
  const isUpsideDown = isOld || file.readInt32LE(22) > 0;
  const bytes = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const row = start + stride * (isUpsideDown ? height - 1 - y : y);
    for (let x = 0; x < width; x += 1) {
      const colour =
        bits > 8 ? row + (x * bits) / 8 : palette.at + palette.step * indexAt(file, row, x, bits);
      const to = (y * width + x) * 3;
      // Blue stands first in the file.
      bytes.writeUIntBE(file.readUIntLE(colour, 3), to, 3);
    }
  }
  return { width, height, channels: 3, bytes };
}

function indexAt(file: Buffer, row: number, x: number, bits: number): number {
  const byte = file.readUInt8(row + Math.floor((x * bits) / 8));
  const shift = 8 - bits - ((x * bits) % 8);
  return (byte >> shift) & ((1 << bits) - 1);
}
