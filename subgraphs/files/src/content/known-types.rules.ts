/** What a file is, as people sort them; the names of the schema's FileKind. */
export type ContentKind =
  'DOCUMENT' | 'IMAGE' | 'VIDEO' | 'AUDIO' | 'ARCHIVE' | 'CODE' | 'SPREADSHEET' | 'PRESENTATION' | 'OTHER';

/** The family that a file's icon is drawn from. */
export type IconFamily =
  | 'pdf'
  | 'text'
  | 'document'
  | 'sheet'
  | 'slides'
  | 'image'
  | 'film'
  | 'sound'
  | 'archive'
  | 'code'
  | 'other';

/** What a file is, by its content. */
export interface FileType {
  readonly mediaType: string;
  readonly kind: ContentKind;
  readonly icon: IconFamily;
  /** Whether browsers may show the bytes themselves in place: pictures, sound and films only. */
  readonly inline: boolean;
}

/** A type that is known, and the endings that names of such files have. */
export interface KnownType extends FileType {
  readonly endings: readonly string[];
}

const known = (
  mediaType: string,
  [kind, icon]: readonly [ContentKind, IconFamily],
  shown: 'inline' | 'attached',
  endings: string,
): KnownType => ({ mediaType, kind, icon, inline: shown === 'inline', endings: endings.split(' ') });

const IMAGE = ['IMAGE', 'image'] as const;
const FILM = ['VIDEO', 'film'] as const;
const SOUND = ['AUDIO', 'sound'] as const;
const ARCHIVE = ['ARCHIVE', 'archive'] as const;
const DOCUMENT = ['DOCUMENT', 'document'] as const;
const SHEET = ['SPREADSHEET', 'sheet'] as const;
const SLIDES = ['PRESENTATION', 'slides'] as const;
const CODE = ['CODE', 'code'] as const;

/** Told by their first bytes. */
export const SIGNED = {
  png: known('image/png', IMAGE, 'inline', 'png apng'),
  jpeg: known('image/jpeg', IMAGE, 'inline', 'jpg jpeg jpe jfif'),
  gif: known('image/gif', IMAGE, 'inline', 'gif'),
  webp: known('image/webp', IMAGE, 'inline', 'webp'),
  avif: known('image/avif', IMAGE, 'inline', 'avif'),
  bmp: known('image/bmp', IMAGE, 'inline', 'bmp dib'),
  heic: known('image/heic', IMAGE, 'attached', 'heic heif'),
  tiff: known('image/tiff', IMAGE, 'attached', 'tif tiff'),
  mp4: known('video/mp4', FILM, 'inline', 'mp4 m4v'),
  quicktime: known('video/quicktime', FILM, 'inline', 'mov qt'),
  m4a: known('audio/mp4', SOUND, 'inline', 'm4a m4b'),
  webm: known('video/webm', FILM, 'inline', 'webm'),
  weba: known('audio/webm', SOUND, 'inline', 'weba webm'),
  matroska: known('video/x-matroska', FILM, 'attached', 'mkv'),
  mka: known('audio/x-matroska', SOUND, 'attached', 'mka'),
  avi: known('video/x-msvideo', FILM, 'attached', 'avi'),
  wmv: known('video/x-ms-wmv', FILM, 'attached', 'wmv asf'),
  wma: known('audio/x-ms-wma', SOUND, 'attached', 'wma'),
  flv: known('video/x-flv', FILM, 'attached', 'flv'),
  ogg: known('audio/ogg', SOUND, 'inline', 'ogg oga opus'),
  ogv: known('video/ogg', FILM, 'inline', 'ogv'),
  mp3: known('audio/mpeg', SOUND, 'inline', 'mp3'),
  aac: known('audio/aac', SOUND, 'inline', 'aac'),
  wav: known('audio/wav', SOUND, 'inline', 'wav wave'),
  flac: known('audio/flac', SOUND, 'inline', 'flac'),
  pdf: known('application/pdf', ['DOCUMENT', 'pdf'], 'attached', 'pdf'),
  rtf: known('application/rtf', DOCUMENT, 'attached', 'rtf'),
  gzip: known('application/gzip', ARCHIVE, 'attached', 'gz tgz'),
  tar: known('application/x-tar', ARCHIVE, 'attached', 'tar'),
  seven: known('application/x-7z-compressed', ARCHIVE, 'attached', '7z'),
  rar: known('application/vnd.rar', ARCHIVE, 'attached', 'rar'),
  bzip2: known('application/x-bzip2', ARCHIVE, 'attached', 'bz2 tbz2'),
  xz: known('application/x-xz', ARCHIVE, 'attached', 'xz txz'),
  zip: known('application/zip', ARCHIVE, 'attached', 'zip'),
} as const;

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN = 'application/vnd.oasis.opendocument';

/** Packed as ZIP, told apart by their ending first and by what is in them later. */
export const ZIPPED: readonly KnownType[] = [
  SIGNED.zip,
  known(`${OFFICE}.wordprocessingml.document`, DOCUMENT, 'attached', 'docx'),
  known(`${OFFICE}.spreadsheetml.sheet`, SHEET, 'attached', 'xlsx'),
  known(`${OFFICE}.presentationml.presentation`, SLIDES, 'attached', 'pptx'),
  known(`${OPEN}.text`, DOCUMENT, 'attached', 'odt'),
  known(`${OPEN}.spreadsheet`, SHEET, 'attached', 'ods'),
  known(`${OPEN}.presentation`, SLIDES, 'attached', 'odp'),
  known('application/epub+zip', DOCUMENT, 'attached', 'epub'),
];

/** Office files of before 2007, and newer ones that are sealed with a password. */
export const COMPOUND: readonly KnownType[] = [
  known('application/msword', DOCUMENT, 'attached', 'doc'),
  known('application/vnd.ms-excel', SHEET, 'attached', 'xls'),
  known('application/vnd.ms-powerpoint', SLIDES, 'attached', 'ppt'),
  ...ZIPPED.filter(({ mediaType }) => mediaType.startsWith(OFFICE)),
];

/** Words, told apart by their ending; never shown in place, whatever they say they are. */
export const WORDS: readonly KnownType[] = [
  known('text/plain', ['DOCUMENT', 'text'], 'attached', 'txt text log'),
  known('text/markdown', ['DOCUMENT', 'text'], 'attached', 'md markdown'),
  known('text/csv', SHEET, 'attached', 'csv'),
  known('text/tab-separated-values', SHEET, 'attached', 'tsv'),
  known('application/json', CODE, 'attached', 'json'),
  known('text/html', CODE, 'attached', 'html htm xhtml'),
  known('text/css', CODE, 'attached', 'css'),
  known('application/xml', CODE, 'attached', 'xml xsl xslt'),
  known(
    'text/plain',
    CODE,
    'attached',
    'py js mjs cjs jsx ts tsx java kt c h cc cpp cxx hpp cs php rb go rs swift sh bash ps1 bat sql scss less yaml yml ' +
      'toml ini conf r m pl lua scala vue graphql diff patch tex',
  ),
];

/** Drawn by a program that never runs what is in it; its bytes are never shown in place. */
export const SVG: KnownType = known('image/svg+xml', IMAGE, 'attached', 'svg');

/** What is nothing that anybody is shown. */
export const UNKNOWN: FileType = {
  mediaType: 'application/octet-stream',
  kind: 'OTHER',
  icon: 'other',
  inline: false,
};

/** Every ending that says what a file is. */
export const ALL_ENDINGS: ReadonlySet<string> = new Set(
  [...Object.values(SIGNED), ...ZIPPED, ...COMPOUND, ...WORDS, SVG].flatMap(({ endings }) => endings),
);

/** The type that is called so; of several the one whose files are named like this. */
export function typeByMediaType(mediaType: string, name: string): FileType {
  const all = [...Object.values(SIGNED), ...ZIPPED, ...COMPOUND, ...WORDS, SVG];
  const called = all.filter((type) => type.mediaType === mediaType);
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  const found = called.find(({ endings }) => endings.includes(ending)) ?? called[0] ?? UNKNOWN;
  const { kind, icon, inline } = found;
  return { mediaType: found.mediaType, kind, icon, inline };
}
