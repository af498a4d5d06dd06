import { blankPlace } from './exif.rules.js';

/**
 * The same picture without the place where it was taken: nothing else in it changes, no pixel is packed anew.
 * Exif's place is blanked where it stands; notes in XMP that name one are dropped or blanked.
 * @returns null where nothing had to be taken out, or the format has no such notes
 */
export function withoutPlace(picture: Buffer, mediaType: string): Buffer | null {
  const copy = Buffer.from(picture);
  const changed = STRIPPERS[mediaType]?.(copy) ?? false;
  return changed ? copy : null;
}

const STRIPPERS: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  'image/jpeg': jpeg,
  'image/png': png,
  'image/webp': webp,
  'image/tiff': (bytes) => any(blankPlace(bytes), blankWords(bytes)),
  'image/heic': heic,
  'image/avif': heic,
};

/** Whether one of them holds; all are done. */
const any = (...changes: readonly boolean[]): boolean => changes.includes(true);

/** XMP names a place by attributes or elements of the Exif namespace; both keep their length. */
function blankWords(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  const found = text.matchAll(/exif:GPS\w{1,40}(?:="[^"]{0,200}"|>[^<]{0,200}<)/g);
  let changed = false;
  for (const { 0: match, index } of found) {
    const value = match.search(/[">]/) + 1;
    bytes.fill(0x20, index + value, index + match.length - 1);
    changed = true;
  }
  return changed;
}

function jpeg(bytes: Buffer): boolean {
  let changed = false;
  for (let at = 2; at + 4 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xda || marker === 0xd9) break;
    const length = bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1) {
      const isExif = segment.toString('latin1', 0, 6) === 'Exif\0\0';
      changed = any(changed, isExif ? blankPlace(segment.subarray(6)) : blankWords(segment));
    }
    at += 2 + length;
  }
  return changed;
}

/** Chunks bear a checksum, made anew where one was changed. */
function png(bytes: Buffer): boolean {
  let changed = false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) break;
    const type = bytes.toString('latin1', at + 4, at + 8);
    const content = bytes.subarray(at + 8, end);
    const isChanged = type === 'eXIf' ? blankPlace(content) : type === 'iTXt' && blankWords(content);
    if (isChanged) bytes.writeUInt32BE(crc32(bytes.subarray(at + 4, end)), end);
    changed = any(changed, isChanged);
    at = end + 4;
  }
  return changed;
}

function webp(bytes: Buffer): boolean {
  let changed = false;
  for (let at = 12; at + 8 <= bytes.length;) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'EXIF') changed = any(changed, blankPlace(afterWord(content)));
    if (type === 'XMP ') changed = any(changed, blankWords(content));
    at += 8 + length + (length % 2);
  }
  return changed;
}

/** Some writers put the word before it that JPEG needs. */
const afterWord = (content: Buffer): Buffer =>
  content.toString('latin1', 0, 6) === 'Exif\0\0' ? content.subarray(6) : content;

/** Where the item stands is told far away from it; it begins with a word that pixels do not. */
function heic(bytes: Buffer): boolean {
  let changed = blankWords(bytes);
  const WORD = Buffer.from('Exif\0\0', 'latin1');
  for (let at = bytes.indexOf(WORD); at >= 0; at = bytes.indexOf(WORD, at + 1)) {
    const tiff = bytes.subarray(at + WORD.length);
    if (/^(?:II\*\0|MM\0\*)/.test(tiff.toString('latin1', 0, 4))) changed = any(changed, blankPlace(tiff));
  }
  return changed;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc32(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (CRC_TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
