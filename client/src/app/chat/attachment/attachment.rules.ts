import type { MessageAttachmentFragment } from '../../../generated/graphql';
import type { IconName } from '../../../generated/icons';

/** A file in a message that may be read. */
export type ShownFile = NonNullable<MessageAttachmentFragment['file']> & {
  /** Whether those who read the message do not have it yet. */
  readonly withheld?: boolean;
};

/** A file in a message, with what is written under it. */
export interface ShownAttachment {
  readonly file: ShownFile;
  readonly caption: string | null;
}

/** The files of a message, by how they are shown. */
export interface AttachmentGroups {
  readonly pictures: readonly ShownAttachment[];
  readonly films: readonly ShownAttachment[];
  readonly sounds: readonly ShownAttachment[];
  readonly voices: readonly ShownAttachment[];
  readonly cards: readonly ShownAttachment[];
}

/** Whether a file may be had: it is checked for viruses first, and stays locked away where that finds any. */
export type Safety = 'safe' | 'checking' | 'locked' | 'withheld';

/** What the check for viruses of a file means for who looks at it. */
export function safetyOf({ scan, withheld }: Pick<ShownFile, 'scan' | 'withheld'>): Safety {
  if (withheld) return 'withheld';
  if (scan === 'WAITING' || scan === 'SCANNING') return 'checking';
  return scan === 'INFECTED' || scan === 'UNSCANNABLE' ? 'locked' : 'safe';
}

/** Where a picture is, and the same in other widths where there are any. */
export interface PictureSource {
  readonly url: string;
  readonly srcset: string | null;
}

/** Pictures that every browser shows as they are. */
const plain: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
]);

type Drawn = Pick<ShownFile, 'scan' | 'renditions' | 'mediaType' | 'url' | 'withheld'>;

const madeOf = ({ renditions }: Drawn, ...kinds: readonly string[]): ShownFile['renditions'] =>
  renditions.filter(({ kind, ready, page }) => ready && (page ?? 1) === 1 && kinds.includes(kind));

/**
 * What is shown of a picture among messages: what files made of it, small; itself as long as that is not there. Null
 * while nothing of it may be seen, and for what no browser shows.
 */
export function pictureOf(file: Drawn): PictureSource | null {
  if (safetyOf(file) !== 'safe') return null;
  const made = madeOf(file, 'THUMBNAIL', 'PREVIEW');
  // What moves does so only as it is.
  if (file.mediaType === 'image/gif' || made.length === 0) {
    return plain.has(file.mediaType) ? { url: file.url, srcset: null } : null;
  }
  const sized = made.flatMap(({ url, width }) => (width ? [`${url} ${String(width)}w`] : []));
  return { url: made[0]?.url ?? file.url, srcset: sized.length > 1 ? sized.join(', ') : null };
}

/** What is shown of a picture that is looked at alone: itself, or what files made of it where no browser shows that. */
export const wholeOf = (file: Drawn): string =>
  plain.has(file.mediaType) ? file.url : (madeOf(file, 'PREVIEW', 'THUMBNAIL').at(-1)?.url ?? file.url);

/** Where a film or sound is played: what files made of it where browsers do not play it as it is. */
export const playedOf = (file: Drawn): string => madeOf(file, 'STREAM')[0]?.url ?? file.url;

/** Whether it stands in its own shape: what is locked away, or never to be shown, is a card. */
const isShown = (file: ShownFile): boolean => {
  const safety = safetyOf(file);
  if (safety !== 'safe' || file.kind !== 'IMAGE') return safety !== 'locked';
  return pictureOf(file) !== null || file.renditions.some(({ ready }) => !ready);
};

/** Sorts the files of a message; what may not be read is left out. */
export function groupAttachments(attachments: readonly MessageAttachmentFragment[]): AttachmentGroups {
  const shown = attachments.flatMap(({ file, caption, role, ready }) =>
    file ? [{ file: ready ? file : { ...file, withheld: true }, caption, role }] : [],
  );
  const inline = (kind: string): readonly ShownAttachment[] =>
    shown.filter(({ file, role }) => role === 'INLINE' && file.kind === kind && isShown(file));
  const [pictures, films, sounds] = [inline('IMAGE'), inline('VIDEO'), inline('AUDIO')];
  const voices = shown.filter(({ file, role }) => role === 'VOICE' && isShown(file));
  const taken = new Set<unknown>([...pictures, ...films, ...sounds, ...voices]);
  return { pictures, films, sounds, voices, cards: shown.filter((each) => !taken.has(each)) };
}

/** Whether so many pictures stand in pairs; others stand in threes. */
export const isPaired = (count: number): boolean => count === 2 || count === 4;

/** How large a picture is shown, in CSS pixels. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

const most: Box = { width: 360, height: 300 };
const least = 48;
const unknown: Box = { width: 320, height: 180 };

/** The room of a picture or film, before it is loaded: as it is, but no larger than fits and no smaller than a finger. */
export function boxOf({
  width,
  height,
}: {
  readonly width: number | null;
  readonly height: number | null;
}): Box {
  if (!width || !height) return unknown;
  const scale = Math.min(1, most.width / width, most.height / height);
  return {
    width: Math.max(least, Math.round(width * scale)),
    height: Math.max(least, Math.round(height * scale)),
  };
}

/** A size as people say it: 1.4 MB, in the numbers of their language. */
export function sizeText(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power > 1 ? 1 : 0,
  });
  return format.format(bytes / 1_000 ** power);
}

const icons: Readonly<Record<string, IconName>> = {
  DOCUMENT: 'file-text',
  IMAGE: 'image',
  VIDEO: 'file-video',
  AUDIO: 'file-audio',
  ARCHIVE: 'file-zip',
  CODE: 'file-code',
  SPREADSHEET: 'file-xls',
  PRESENTATION: 'file-ppt',
};

/** The picture that stands for a kind of file. */
export const iconOf = (kind: string, mediaType: string): IconName =>
  mediaType === 'application/pdf' ? 'file-pdf' : (icons[kind] ?? 'file');
