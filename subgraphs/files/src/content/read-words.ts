import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveRefused } from './archive-budget.js';
import { inspect } from './inspect.js';
import { type ContentTask, MOST_PIXELS, type Reading } from './content-task.js';
import { readOff } from './ocr.js';
import { readOffice } from './office-words.js';
import { officeToPdf } from './office.js';
import { PdfClosed, openPdf } from './pdf.js';
import { drawPage, pdfPages } from './pdf-pages.js';
import { readPlain } from './plain-words.js';
import { rtfWords } from './rtf-words.rules.js';
import { WordPages } from './word-pages.js';

/** So many pages of a PDF without words are read off their pictures. */
const SCANNED_PAGES = 10;
/** Smaller pictures are signs, not pages. */
const LEAST_EDGE = 200;

/** Reads the words of a file, page by page; files that have none give none. */
export async function readWords(task: ContentTask): Promise<Reading> {
  const pages = new WordPages();
  try {
    await gather(task, pages);
  } catch (error) {
    // A damaged file gives what was read before the damage.
    if (!(error instanceof PdfClosed) && !(error instanceof ArchiveRefused)) throw error;
  }
  const words = pages.done();
  if (words.length === 0) return { file: null, pages: 0, isGuessed: false, isCut: false };
  const file = 'words.txt';
  await writeFile(join(task.folder, file), words.join('\f'));
  return { file, pages: words.length, isGuessed: pages.isGuessed, isCut: pages.isFull };
}

async function gather(task: ContentTask, pages: WordPages): Promise<void> {
  const { path, size, type, folder } = task;
  const { mediaType, kind } = type;
  if (mediaType === 'application/pdf') await readPdf({ path, size, folder }, pages);
  else if (mediaType === 'application/rtf') {
    addPages(rtfWords((await readFile(path)).toString('latin1')), pages);
  } else if (/^text\/|json$|xml$/.test(mediaType)) addPages(await readPlain(path), pages);
  else if (kind === 'IMAGE') await readPicture(task, pages);
  else if (kind === 'ARCHIVE') await listArchive(task, pages);
  else if (!(await readOffice(path, mediaType, pages)) && /ms-|msword/.test(mediaType)) {
    const pdf = await officeToPdf(path, folder);
    if (pdf) await readPdf({ ...pdf, folder }, pages);
  }
}

/** What is in an archive is found by its name, and shown as a list. */
async function listArchive(task: ContentTask, pages: WordPages): Promise<void> {
  const { entries } = await inspect(task);
  for (const { path, size } of entries) pages.add(`${path}\t${String(size)}\n`);
}

function addPages(words: string, pages: WordPages): void {
  words.split('\f').forEach((page, nth) => {
    if (nth > 0) pages.turn();
    pages.add(page);
  });
}

async function readPdf(
  { path, size, folder }: { path: string; size: number; folder: string },
  pages: WordPages,
): Promise<void> {
  const pdf = await openPdf(path, size);
  let hasWords = false;
  for await (const words of pdfPages(pdf)) {
    pages.add(words);
    pages.turn();
    hasWords ||= words.trim() !== '';
    if (pages.isFull) return;
  }
  if (hasWords) return;
  for (let number = 1; number <= Math.min(pdf.numPages, SCANNED_PAGES); number += 1) {
    const picture = join(folder, 'scanned.png');
    await writeFile(picture, await drawPage(await pdf.getPage(number), 2_000));
    const words = await readOff(picture);
    if (words === null) return;
    pages.isGuessed = true;
    pages.add(words);
    pages.turn();
  }
}

/** Words are read off a copy of its own making: the reader of pictures is given nothing that strangers packed. */
async function readPicture({ path, folder, type }: ContentTask, pages: WordPages): Promise<void> {
  if (type.mediaType === 'image/svg+xml') return;
  const { default: sharp } = await import('sharp');
  const copy = join(folder, 'to-read.png');
  try {
    const picture = sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
    const { width, height } = await picture.metadata();
    if (Math.min(width, height) < LEAST_EDGE) return;
    await picture
      .autoOrient()
      .resize({ width: 2_500, height: 2_500, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .greyscale()
      .png()
      .toFile(copy);
  } catch (error) {
    // What libvips cannot draw nobody can read either; it throws plain errors.
    if (error instanceof Error) return;
    throw error;
  }
  const words = await readOff(copy);
  if (words === null || words.trim() === '') return;
  pages.isGuessed = true;
  pages.add(words);
}
