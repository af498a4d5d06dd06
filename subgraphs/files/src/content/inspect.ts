import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArchiveReport, inspectArchive } from './inspect-archive.js';
import { compoundType, containerType } from './container.rules.js';
import type { ContentTask, Inspection } from './content-task.js';
import { COMPOUND, type FileType, ZIPPED } from './known-types.rules.js';
import { measureMedia } from './media.js';
import { PdfClosed, openPdf } from './pdf.js';
import { measurePicture } from './picture.js';

const nothing = { obstacle: null, measures: {}, entries: [] } as const;

/** What a file is after a look at all of it, what was measured, and whether anybody can look into it. */
export async function inspect(task: ContentTask): Promise<Inspection> {
  const { path, size, type } = task;
  const form = formOf(type);
  if (form) return inspectPacked(task, form);
  if (COMPOUND.some(({ mediaType }) => mediaType === type.mediaType)) {
    return inspectCompound(path, size, type);
  }
  if (type.kind === 'IMAGE') return { ...nothing, ...(await measurePicture(task)) };
  if (type.kind === 'VIDEO' || type.kind === 'AUDIO') {
    return { ...nothing, type, measures: await measureMedia(path, type) };
  }
  if (type.mediaType === 'application/pdf') return inspectPdf(path, size, type);
  return { ...nothing, type };
}

function formOf({ mediaType }: FileType): 'zip' | 'tar' | 'gzip' | null {
  if (mediaType === 'application/gzip') return 'gzip';
  if (mediaType === 'application/x-tar') return 'tar';
  return ZIPPED.some((known) => known.mediaType === mediaType) ? 'zip' : null;
}

async function inspectPacked(task: ContentTask, form: 'zip' | 'tar' | 'gzip'): Promise<Inspection> {
  const { path, size, type } = task;
  // The newer office formats, sealed, are not packed but wrapped.
  if (form === 'zip' && !(await beginsAsZip(path))) return inspectCompound(path, size, type);
  const folder = join(task.folder, 'inner');
  await mkdir(folder);
  const { fault, listed, names }: ArchiveReport = await inspectArchive(path, { size, folder, form });
  const isWhole = fault === null;
  return {
    type: form === 'zip' && isWhole ? containerType(type, names) : type,
    obstacle: fault,
    measures: {},
    entries: type.kind === 'ARCHIVE' && isWhole ? listed : [],
  };
}

async function beginsAsZip(path: string): Promise<boolean> {
  const [head] = await ends(path, 2);
  return head.toString('latin1') === 'PK';
}

async function ends(path: string, most: number): Promise<[Buffer]> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(most), 0, most, 0);
    return [buffer.subarray(0, bytesRead)];
  } finally {
    await file.close();
  }
}

/** Their lists of contents may stand anywhere. */
const MOST_COMPOUND = 200_000_000;

async function inspectCompound(path: string, size: number, type: FileType): Promise<Inspection> {
  const [bytes] = await ends(path, Math.min(size, MOST_COMPOUND));
  const found = compoundType(type, bytes);
  return { ...nothing, type: found.type, obstacle: found.sealed ? 'SEALED' : null };
}

async function inspectPdf(path: string, size: number, type: FileType): Promise<Inspection> {
  try {
    const pdf = await openPdf(path, size);
    return { ...nothing, type, measures: { pageCount: pdf.numPages } };
  } catch (error) {
    // A password keeps the scanner out as well; a damaged file is scanned and kept, and shows no pages.
    if (!(error instanceof PdfClosed)) throw error;
    return { ...nothing, type, obstacle: error.why === 'SEALED' ? 'SEALED' : null };
  }
}
