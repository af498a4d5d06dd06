import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/pdf.js';
import { MOST_PIXELS } from './content-task.js';

/** A PDF that cannot be opened without a password, or not at all. */
export class PdfClosed extends Error {
  constructor(
    readonly why: 'SEALED' | 'BROKEN',
    options?: ErrorOptions,
  ) {
    super(`The PDF cannot be opened: ${why}`, options);
  }
}

/** Larger ones are kept in memory by nobody: they have no preview. */
const MOST_BYTES = 200_000_000;

const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** @throws PdfClosed */
export async function openPdf(path: string, size: number): Promise<PDFDocumentProxy> {
  if (size > MOST_BYTES) throw new PdfClosed('BROKEN');
  // Loaded where a PDF is, only: it takes a tenth of a second.
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const loading = getDocument({
    data: new Uint8Array(await readFile(path)),
    // Nothing in it is run, nothing it names is fetched; letters, tables and decoders come from the package.
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    standardFontDataUrl: `${join(root, 'standard_fonts')}/`,
    cMapUrl: `${join(root, 'cmaps')}/`,
    wasmUrl: `${join(root, 'wasm')}/`,
    iccUrl: `${join(root, 'iccs')}/`,
    maxImageSize: MOST_PIXELS,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    return await loading.promise;
  } catch (error) {
    // The reader tells a password that is missing from damage by the name of what it throws.
    const why = error instanceof Error && error.name === 'PasswordException' ? 'SEALED' : 'BROKEN';
    throw new PdfClosed(why, { cause: error });
  }
}
