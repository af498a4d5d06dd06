import type { FileKind } from '@parley/kit';
import { endingOf } from '@parley/kit';

/** What a file is. */
export interface FileType {
  readonly mediaType: string;
  readonly kind: FileKind;
  /** Whether browsers may show it in place: pictures, sound and films only. */
  readonly inline: boolean;
}

interface Known extends FileType {
  readonly endings: readonly string[];
}

const known = (mediaType: string, kind: FileKind, inline: boolean, endings: string): Known => ({
  ...{ mediaType, kind, inline },
  endings: endings.split(' '),
});

/** Told by their first bytes. */
const SIGNED = {
  png: known('image/png', 'IMAGE', true, 'png apng'),
  jpeg: known('image/jpeg', 'IMAGE', true, 'jpg jpeg jpe jfif'),
  gif: known('image/gif', 'IMAGE', true, 'gif'),
  webp: known('image/webp', 'IMAGE', true, 'webp'),
  avif: known('image/avif', 'IMAGE', true, 'avif'),
  heic: known('image/heic', 'IMAGE', false, 'heic heif'),
  mp4: known('video/mp4', 'VIDEO', true, 'mp4 m4v'),
  quicktime: known('video/quicktime', 'VIDEO', true, 'mov qt'),
  m4a: known('audio/mp4', 'AUDIO', true, 'm4a m4b'),
  webm: known('video/webm', 'VIDEO', true, 'webm'),
  weba: known('audio/webm', 'AUDIO', true, 'weba webm'),
  matroska: known('video/x-matroska', 'VIDEO', false, 'mkv mka'),
  ogg: known('audio/ogg', 'AUDIO', true, 'ogg oga opus'),
  ogv: known('video/ogg', 'VIDEO', true, 'ogv'),
  mp3: known('audio/mpeg', 'AUDIO', true, 'mp3'),
  wav: known('audio/wav', 'AUDIO', true, 'wav'),
  flac: known('audio/flac', 'AUDIO', true, 'flac'),
  pdf: known('application/pdf', 'DOCUMENT', false, 'pdf'),
  gzip: known('application/gzip', 'ARCHIVE', false, 'gz tgz'),
  seven: known('application/x-7z-compressed', 'ARCHIVE', false, '7z'),
  rar: known('application/vnd.rar', 'ARCHIVE', false, 'rar'),
  zip: known('application/zip', 'ARCHIVE', false, 'zip'),
} as const;

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN = 'application/vnd.oasis.opendocument';

/** Packed as ZIP, told apart by their ending. */
const ZIPPED: readonly Known[] = [
  SIGNED.zip,
  known(`${OFFICE}.wordprocessingml.document`, 'DOCUMENT', false, 'docx'),
  known(`${OFFICE}.spreadsheetml.sheet`, 'SPREADSHEET', false, 'xlsx'),
  known(`${OFFICE}.presentationml.presentation`, 'PRESENTATION', false, 'pptx'),
  known(`${OPEN}.text`, 'DOCUMENT', false, 'odt'),
  known(`${OPEN}.spreadsheet`, 'SPREADSHEET', false, 'ods'),
  known(`${OPEN}.presentation`, 'PRESENTATION', false, 'odp'),
  known('application/epub+zip', 'DOCUMENT', false, 'epub'),
];

/** Office files of before 2007. */
const COMPOUND: readonly Known[] = [
  known('application/msword', 'DOCUMENT', false, 'doc'),
  known('application/vnd.ms-excel', 'SPREADSHEET', false, 'xls'),
  known('application/vnd.ms-powerpoint', 'PRESENTATION', false, 'ppt'),
];

/** Words, told apart by their ending; never shown in place, whatever they say they are. */
const WORDS: readonly Known[] = [
  known('text/plain', 'DOCUMENT', false, 'txt text log'),
  known('text/markdown', 'DOCUMENT', false, 'md markdown'),
  known('text/csv', 'SPREADSHEET', false, 'csv tsv'),
  known('application/json', 'CODE', false, 'json'),
  known('text/html', 'CODE', false, 'html htm xhtml'),
  known('image/svg+xml', 'CODE', false, 'svg'),
  known('application/xml', 'CODE', false, 'xml xsl xslt'),
  known(
    'text/plain',
    'CODE',
    false,
    'js mjs ts py rb go rs java c h cpp cs php sh sql css scss yaml yml toml r m',
  ),
];

const UNKNOWN: FileType = { mediaType: 'application/octet-stream', kind: 'OTHER', inline: false };
const ALL_ENDINGS = new Set(
  [...Object.values(SIGNED), ...ZIPPED, ...COMPOUND, ...WORDS].flatMap(({ endings }) => endings),
);

/**
 * What a file is, by its first bytes and its ending, which have to agree: what says that it is a picture and is none is
 * nothing that anybody is shown.
 * @param claimed as its sender named it: only where content and ending leave a choice between sound and film
 */
export function fileTypeOf(head: Buffer, name: string, claimed: string): FileType {
  const ending = endingOf(name);
  const candidates = candidatesOf(head);
  const fits = candidates.filter(({ endings }) => endings.includes(ending));
  const chosen =
    fits.find(({ mediaType }) => mediaType.split('/')[0] === claimed.split('/')[0]) ?? fits[0] ?? null;
  if (chosen) return plain(chosen);
  // An ending of something else is a lie; one that is nobody's says nothing, and the content speaks for itself.
  const [first] = candidates;
  return first && !ALL_ENDINGS.has(ending) ? plain(first) : UNKNOWN;
}

const plain = ({ mediaType, kind, inline }: Known): FileType => ({ mediaType, kind, inline });

function candidatesOf(head: Buffer): readonly Known[] {
  const begins = (hex: string, at = 0): boolean =>
    head.subarray(at, at + hex.length / 2).equals(Buffer.from(hex, 'hex'));
  const ascii = (at: number, length: number): string => head.toString('latin1', at, at + length);
  if (begins('89504e470d0a1a0a')) return [SIGNED.png];
  if (begins('ffd8ff')) return [SIGNED.jpeg];
  if (/^GIF8[79]a/.test(ascii(0, 6))) return [SIGNED.gif];
  if (ascii(0, 4) === 'RIFF') return riff(ascii(8, 4));
  if (ascii(4, 4) === 'ftyp') return isoMedia(ascii(8, 4));
  if (begins('1a45dfa3')) return matroska(head);
  if (ascii(0, 4) === 'OggS') return [SIGNED.ogg, SIGNED.ogv];
  if (ascii(0, 3) === 'ID3' || /^ff(?:fb|f3|f2|fa)/.test(head.toString('hex', 0, 2))) return [SIGNED.mp3];
  if (ascii(0, 4) === 'fLaC') return [SIGNED.flac];
  if (ascii(0, 5) === '%PDF-') return [SIGNED.pdf];
  if (begins('1f8b')) return [SIGNED.gzip];
  if (begins('377abcaf271c')) return [SIGNED.seven];
  if (ascii(0, 6) === 'Rar!\u001a\u0007') return [SIGNED.rar];
  if (begins('504b0304') || begins('504b0506')) return ZIPPED;
  if (begins('d0cf11e0a1b11ae1')) return COMPOUND;
  return isText(head) ? WORDS : [];
}

function riff(form: string): readonly Known[] {
  if (form === 'WEBP') return [SIGNED.webp];
  return form === 'WAVE' ? [SIGNED.wav] : [];
}

function isoMedia(brand: string): readonly Known[] {
  if (/^avi[fs]$/.test(brand)) return [SIGNED.avif];
  if (/^(?:hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brand)) return [SIGNED.heic];
  if (/^M4[AB] $/.test(brand)) return [SIGNED.m4a];
  if (brand === 'qt  ') return [SIGNED.quicktime];
  // What browsers record as sound bears the brand of films.
  return [SIGNED.mp4, SIGNED.m4a];
}

function matroska(head: Buffer): readonly Known[] {
  const isWebm = head.subarray(0, 64).includes('webm');
  return isWebm ? [SIGNED.webm, SIGNED.weba] : [SIGNED.matroska];
}

/** Valid UTF-8 without NUL; a letter that the end of the head cuts in two does not count. */
function isText(head: Buffer): boolean {
  if (head.includes(0)) return false;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    decoder.decode(head, { stream: true });
    return true;
  } catch {
    // The decoder has no other way to say that the bytes are no text.
    return false;
  }
}
