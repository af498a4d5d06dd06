import type { IconName } from '../../../generated/icons';
import { type FileNode, isFile } from './file-node';

/** How a file or folder is drawn: its icon, and the tint that goes with its kind. */
export interface FileLook {
  readonly icon: IconName;
  readonly tint: string;
}

const looks: Readonly<Record<string, FileLook>> = {
  DOCUMENT: { icon: 'file-doc', tint: 'tint-text' },
  IMAGE: { icon: 'file-image', tint: 'tint-media' },
  VIDEO: { icon: 'file-video', tint: 'tint-media' },
  AUDIO: { icon: 'file-audio', tint: 'tint-media' },
  ARCHIVE: { icon: 'file-zip', tint: 'tint-plain' },
  CODE: { icon: 'file-code', tint: 'tint-plain' },
  SPREADSHEET: { icon: 'file-xls', tint: 'tint-table' },
  PRESENTATION: { icon: 'file-ppt', tint: 'tint-slides' },
};
const special: Readonly<Record<string, FileLook>> = {
  'application/pdf': { icon: 'file-pdf', tint: 'tint-pdf' },
  'text/csv': { icon: 'file-csv', tint: 'tint-table' },
  'text/plain': { icon: 'file-text', tint: 'tint-text' },
};
const folder: FileLook = { icon: 'folder-fill', tint: 'tint-folder' };
const other: FileLook = { icon: 'file', tint: 'tint-plain' };

/** How something of that kind and media type is drawn. Programs are plain text as well, and told by their kind. */
export const lookOfType = (kind: string, mediaType: string): FileLook =>
  (kind === 'CODE' ? undefined : special[mediaType]) ?? looks[kind] ?? other;

export const lookOf = (node: FileNode): FileLook =>
  isFile(node) ? lookOfType(node.kind, node.mediaType) : folder;

const byPrefix: readonly (readonly [RegExp, string])[] = [
  [/^image\//, 'IMAGE'],
  [/^video\//, 'VIDEO'],
  [/^audio\//, 'AUDIO'],
  [/sheet|excel|csv/, 'SPREADSHEET'],
  [/presentation|powerpoint/, 'PRESENTATION'],
  [/zip|compressed|tar$/, 'ARCHIVE'],
  [/^text\/x-|javascript|json$/, 'CODE'],
  [/word|text|rtf/, 'DOCUMENT'],
];

/** How a file is drawn of which only the browser has said what it is. */
export const lookOfMedia = (mediaType: string): FileLook =>
  lookOfType(byPrefix.find(([pattern]) => pattern.test(mediaType))?.[1] ?? '', mediaType);
