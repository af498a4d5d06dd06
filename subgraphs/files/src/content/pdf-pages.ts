import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/types/src/pdf.js';
import type { Made } from './content-task.js';

/** So many pages get a picture; pages after them are read from the file itself. */
const DRAWN_PAGES = 10;

/** A page as pixels, its longer edge of that length at most. */
export async function drawPage(page: PDFPageProxy, edge: number): Promise<Buffer> {
  const { createCanvas } = await import('@napi-rs/canvas');
  const plain = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: Math.min(edge / Math.max(plain.width, plain.height), 4) });
  const [width, height] = [Math.max(1, Math.floor(viewport.width)), Math.max(1, Math.floor(viewport.height))];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  // The reader is written for browsers; this canvas has what it uses of theirs.
  const target: unknown = { canvas, canvasContext: context, viewport };
  await page.render(target as Parameters<PDFPageProxy['render']>[0]).promise;
  return canvas.encode('png');
}

/** A thumbnail of the first page, and previews of the first pages. */
export async function renderPdf(pdf: PDFDocumentProxy, folder: string): Promise<Made[]> {
  const [{ default: sharp }, { EDGES, drawWebp }] = await Promise.all([
    import('sharp'),
    import('./picture.js'),
  ]);
  const made: Made[] = [];
  for (let number = 1; number <= Math.min(pdf.numPages, DRAWN_PAGES); number += 1) {
    const page = await pdf.getPage(number);
    const picture = sharp(await drawPage(page, 1_600));
    if (number === 1) made.push(await drawWebp(picture, 'THUMBNAIL', { edge: EDGES.thumbnail, folder }));
    made.push(await drawWebp(picture, 'PREVIEW', { edge: EDGES.preview, folder, page: number }));
    page.cleanup();
  }
  return made;
}

/** The words of each page; as many pages as there are words wanted. */
export async function* pdfPages(pdf: PDFDocumentProxy): AsyncGenerator<string> {
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const words = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    page.cleanup();
    yield words;
  }
}
