import {
  ALL_ENDINGS,
  COMPOUND,
  type FileType,
  type KnownType,
  SIGNED,
  SVG,
  UNKNOWN,
  WORDS,
  ZIPPED,
} from './known-types.rules.js';

/** The ends of a file, and what it is called. */
export interface FileEnds {
  /** The first bytes: 4 kB say what nearly everything is. */
  readonly head: Buffer;
  /** The last bytes, 66 kB at best, for what readers look up from behind; the whole file where it is shorter. */
  readonly tail: Buffer;
  readonly name: string;
  /** The media type that its sender named: only where content and ending leave a choice between sound and film. */
  readonly claimed?: string | undefined;
}

/** How many bytes of the beginning fileTypeOf() wants. */
export const HEAD_BYTES = 4_096;

/** How many bytes of the end fileTypeOf() wants: the longest comment of a ZIP and the record before it. */
export const TAIL_BYTES = 65_535 + 22;

/** What follows the last dot, in small letters; empty for none. */
export const endingOf = (name: string): string => /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/**
 * What a file is, by its content and its ending, which have to agree: what says that it is a picture and is none is
 * nothing that anybody is shown, and neither is what is two things at once.
 */
export function fileTypeOf({ head, tail, name, claimed = '' }: FileEnds): FileType {
  const ending = endingOf(name);
  const candidates = candidatesOf(head, ending);
  if (!candidates.some((type) => ZIPPED.includes(type)) && isAlsoZip(tail)) return UNKNOWN;
  const fits = candidates.filter(({ endings }) => endings.includes(ending));
  const chosen = fits.find(({ mediaType }) => mediaType.split('/')[0] === claimed.split('/')[0]) ?? fits[0];
  if (chosen) return plain(chosen);
  // An ending of something else is a lie; one that is nobody's says nothing, and the content speaks for itself.
  const [first] = candidates;
  return first && !ALL_ENDINGS.has(ending) ? plain(first) : UNKNOWN;
}

const plain = ({ mediaType, kind, icon, inline }: FileType): FileType => ({ mediaType, kind, icon, inline });

/**
 * Whether unpackers, which read from behind, find an archive in what begins as something else: the record at the end
 * has to point at a list of contents, counted from the end, where one stands.
 */
function isAlsoZip(tail: Buffer): boolean {
  const END = Buffer.from('504b0506', 'hex');
  for (let at = tail.lastIndexOf(END); at >= 0; at = at > 0 ? tail.lastIndexOf(END, at - 1) : -1) {
    // A comment that would end behind the file is none: these letters stand there by chance.
    if (at + 22 > tail.length || at + 22 + tail.readUInt16LE(at + 20) > tail.length) continue;
    const listed = tail.readUInt32LE(at + 12);
    const list = at - listed;
    const isEmpty = tail.readUInt16LE(at + 10) === 0;
    // A list that begins before these bytes cannot be looked at: an archive of thousands of files.
    if (!isEmpty && (list < 0 || tail.readUInt32LE(list) === 0x02014b50)) return true;
  }
  return false;
}

type Sniff = (head: Buffer, ending: string) => readonly KnownType[] | null;

const begins = (hex: string, ...types: readonly KnownType[]): Sniff => {
  const bytes = Buffer.from(hex, 'hex');
  return (head) => (head.subarray(0, bytes.length).equals(bytes) ? types : null);
};

const ascii = (head: Buffer, at: number, length: number): string => head.toString('latin1', at, at + length);

const SNIFFS: readonly Sniff[] = [
  begins('89504e470d0a1a0a', SIGNED.png),
  begins('ffd8ff', SIGNED.jpeg),
  (head) => (/^GIF8[79]a/.test(ascii(head, 0, 6)) ? [SIGNED.gif] : null),
  (head) => (ascii(head, 0, 4) === 'RIFF' ? riff(ascii(head, 8, 4)) : null),
  (head) => (ascii(head, 4, 4) === 'ftyp' ? isoMedia(ascii(head, 8, 4)) : null),
  (head) => (/^(?:moov|mdat|wide|free)$/.test(ascii(head, 4, 4)) ? [SIGNED.quicktime] : null),
  (head) => (head.toString('hex', 0, 4) === '1a45dfa3' ? matroska(head) : null),
  begins('3026b2758e66cf11a6d900aa0062ce6c', SIGNED.wmv, SIGNED.wma),
  begins('464c5601', SIGNED.flv),
  (head) => (ascii(head, 0, 4) === 'OggS' ? oggPages(head) : null),
  begins('494433', SIGNED.mp3, SIGNED.aac, SIGNED.flac),
  (head) => (/^fff[1908]/.test(head.toString('hex', 0, 2)) ? [SIGNED.aac] : null),
  (head) => (/^ff(?:fb|f3|f2|fa|e3|e2)/.test(head.toString('hex', 0, 2)) ? [SIGNED.mp3] : null),
  begins('664c6143', SIGNED.flac),
  begins('255044462d', SIGNED.pdf),
  begins('7b5c727466', SIGNED.rtf),
  begins('49492a00', SIGNED.tiff),
  begins('49492b00', SIGNED.tiff),
  begins('4d4d002a', SIGNED.tiff),
  begins('4d4d002b', SIGNED.tiff),
  (head) => (isBitmap(head) ? [SIGNED.bmp] : null),
  begins('1f8b08', SIGNED.gzip),
  begins('425a68', SIGNED.bzip2),
  begins('fd377a585a00', SIGNED.xz),
  begins('377abcaf271c', SIGNED.seven),
  begins('526172211a07', SIGNED.rar),
  begins('504b0304', ...ZIPPED),
  begins('504b0506', ...ZIPPED),
  begins('d0cf11e0a1b11ae1', ...COMPOUND),
  (head) => (/^ustar[ \0]/.test(ascii(head, 257, 6)) ? [SIGNED.tar] : null),
];

function candidatesOf(head: Buffer, ending: string): readonly KnownType[] {
  for (const sniff of SNIFFS) {
    const types = sniff(head, ending);
    if (types) return types;
  }
  if (!isText(head)) return [];
  return /<svg[\s>]/i.test(textOf(head)) ? [SVG, ...WORDS] : WORDS;
}

function riff(form: string): readonly KnownType[] {
  if (form === 'WEBP') return [SIGNED.webp];
  if (form === 'AVI ') return [SIGNED.avi];
  return form === 'WAVE' ? [SIGNED.wav] : [];
}

function isoMedia(brand: string): readonly KnownType[] {
  if (/^avi[fs]$/.test(brand)) return [SIGNED.avif];
  if (/^(?:hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brand)) return [SIGNED.heic];
  if (/^M4[AB] $/.test(brand)) return [SIGNED.m4a];
  if (brand === 'qt  ') return [SIGNED.quicktime];
  // What browsers record as sound bears the brand of films.
  return [SIGNED.mp4, SIGNED.m4a];
}

function matroska(head: Buffer): readonly KnownType[] {
  const isWebm = head.subarray(0, 64).includes('webm');
  return isWebm ? [SIGNED.webm, SIGNED.weba] : [SIGNED.matroska, SIGNED.mka];
}

/** Its first page says whether it begins with pictures; the ending decides where several streams are in it. */
function oggPages(head: Buffer): readonly KnownType[] {
  return head.subarray(0, 64).includes('theora') ? [SIGNED.ogv] : [SIGNED.ogg, SIGNED.ogv];
}

/** Two letters are too few to tell a picture by: the header that follows has one of few lengths. */
function isBitmap(head: Buffer): boolean {
  if (ascii(head, 0, 2) !== 'BM' || head.length < 26) return false;
  return [12, 40, 52, 56, 64, 108, 124].includes(head.readUInt32LE(14)) && head.readUInt32LE(6) === 0;
}

const hasMark = (head: Buffer): boolean => /^(?:fffe|feff)/.test(head.toString('hex', 0, 2));

/** What a program would show as words: UTF-8, marked UTF-16, or an older encoding without control characters. */
function isText(head: Buffer): boolean {
  if (hasMark(head)) return head.length % 2 === 0 || head.length >= HEAD_BYTES;

  return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/.test(head.toString('latin1'));
}

const textOf = (head: Buffer): string => head.toString(hasMark(head) ? 'utf16le' : 'latin1');
