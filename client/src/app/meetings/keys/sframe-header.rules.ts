/** Which key a frame was sealed with, and its number under that key. */
export interface FrameHeader {
  readonly keyId: number;
  readonly counter: number;
}

/** A header that was read, and how many bytes it took. */
export interface ReadHeader extends FrameHeader {
  readonly length: number;
}

/** Up to this value a number stands in the first byte itself. */
const IN_PLACE = 7;
const EXTENDED = 8;
const MOST_BYTES = 8;

/** A number in as few bytes as it needs, the highest first. */
function bytesOf(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return bytes;
}

/** Three bits with the number, or with how many bytes follow. */
const bitsOf = (value: number, bytes: readonly number[]): number =>
  value <= IN_PLACE ? value : EXTENDED | (bytes.length - 1);

/** The header of a frame: RFC 9605 §4.3. */
export function writeHeader({ keyId, counter }: FrameHeader): Uint8Array<ArrayBuffer> {
  const [key, count] = [bytesOf(keyId), bytesOf(counter)];
  const first = (bitsOf(keyId, key) << 4) | bitsOf(counter, count);
  return Uint8Array.of(first, ...(keyId <= IN_PLACE ? [] : key), ...(counter <= IN_PLACE ? [] : count));
}

function readNumber(bits: number, bytes: Uint8Array, from: number): { value: number; end: number } | null {
  if (bits <= IN_PLACE) return { value: bits, end: from };
  const end = from + (bits & IN_PLACE) + 1;
  if (end > bytes.length || end - from > MOST_BYTES) return null;
  let value = 0;
  for (const byte of bytes.subarray(from, end)) value = value * 256 + byte;
  return Number.isSafeInteger(value) ? { value, end } : null;
}

/** The header that these bytes begin with; null where they are none of ours. */
export function readHeader(bytes: Uint8Array): ReadHeader | null {
  const [first] = bytes;
  if (first === undefined) return null;
  const key = readNumber(first >> 4, bytes, 1);
  const count = key && readNumber(first & 0x0f, bytes, key.end);
  return count && { keyId: key.value, counter: count.value, length: count.end };
}
