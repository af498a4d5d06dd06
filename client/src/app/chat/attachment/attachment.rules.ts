import type { MessageAttachmentFragment } from '../../../generated/graphql';
import type { IconName } from '../../../generated/icons';

/** A file in a message that may be read. */
export type ShownFile = NonNullable<MessageAttachmentFragment['file']>;

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

/** Sorts the files of a message; what may not be read is left out. */
export function groupAttachments(attachments: readonly MessageAttachmentFragment[]): AttachmentGroups {
  const shown = attachments.flatMap(({ file, caption, role }) => (file ? [{ file, caption, role }] : []));
  const inline = (kind: string): readonly ShownAttachment[] =>
    shown.filter(({ file, role }) => role === 'INLINE' && file.kind === kind);
  const [pictures, films, sounds] = [inline('IMAGE'), inline('VIDEO'), inline('AUDIO')];
  const voices = shown.filter(({ role }) => role === 'VOICE');
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

/** A length of time as players show it: 0:07, 12:30, 1:02:03. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60)];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0
    ? `${String(hours)}:${two(minutes)}:${two(whole % 60)}`
    : `${String(minutes)}:${two(whole % 60)}`;
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
