import { type FileType, SIGNED, UNKNOWN, ZIPPED } from './known-types.rules.js';

/** A part that the packed office formats cannot do without. */
const NEEDED: readonly (readonly [ending: string, part: string])[] = [
  ['docx', 'word/document.xml'],
  ['xlsx', 'xl/workbook.xml'],
  ['pptx', 'ppt/presentation.xml'],
  ['odt', 'content.xml'],
  ['ods', 'content.xml'],
  ['odp', 'content.xml'],
  ['epub', 'META-INF/container.xml'],
];

/** What a ZIP is by what is in it: one that lacks the parts of what its ending says is no more than an archive. */
export function containerType(type: FileType, names: readonly string[]): FileType {
  const entry = ZIPPED.find(({ mediaType }) => mediaType === type.mediaType);
  const needed = NEEDED.find(([ending]) => entry?.endings.includes(ending));
  if (!needed || names.includes(needed[1])) return type;
  const { mediaType, kind, icon, inline } = SIGNED.zip;
  return { mediaType, kind, icon, inline };
}

/** Names of streams as compound files spell them: sixteen bits a letter. */
const stream = (name: string): Buffer => Buffer.from(`${name}\0`, 'utf16le');

const COMPOUND_STREAMS: Readonly<Record<string, readonly string[]>> = {
  'application/msword': ['WordDocument'],
  'application/vnd.ms-excel': ['Workbook', 'Book'],
  'application/vnd.ms-powerpoint': ['PowerPoint Document'],
};

/** What a compound file holds: sealed ones are of the newer formats, and nobody looks into them without the password. */
export function compoundType(type: FileType, bytes: Buffer): { type: FileType; sealed: boolean } {
  const sealed = bytes.includes(stream('EncryptedPackage'));
  if (sealed) return { type, sealed };
  const streams = COMPOUND_STREAMS[type.mediaType];
  const isIt = streams?.some((name) => bytes.includes(stream(name))) ?? false;
  return { type: isIt ? type : UNKNOWN, sealed };
}
