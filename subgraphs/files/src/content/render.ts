import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { ContentTask, Made, Renderings } from './content-task.js';
import { drawWaveform, renderFilm, waveformOf } from './media.js';
import { officeToPdf } from './office.js';
import { renderPdf } from './pdf-pages.js';
import { PdfClosed, openPdf } from './pdf.js';
import { EDGES, drawWebp, renderPicture } from './picture.js';
import { openZip } from './zip-entries.js';

const nothing: Renderings = { made: [], waveform: null, isReadable: true, pageCount: null };

/** Makes what can be shown of a file. */
export function render(task: ContentTask): Promise<Renderings> {
  const { kind, mediaType } = task.type;
  if (kind === 'IMAGE') return picture(task);
  if (kind === 'VIDEO') return film(task);
  if (kind === 'AUDIO') return sound(task);
  if (mediaType === 'application/pdf') return printed(task, { path: task.path, size: task.size });
  if (isOffice(task)) return office(task);
  return Promise.resolve(nothing);
}

const isOffice = ({ type: { mediaType } }: ContentTask): boolean =>
  /officedocument|opendocument|ms-excel|ms-powerpoint|msword|rtf$/.test(mediaType);

async function picture({ path, type, folder }: ContentTask): Promise<Renderings> {
  const made = await renderPicture(path, type, folder);
  return { ...nothing, made: made ?? [], isReadable: made !== null };
}

const film = async ({ path, type, folder }: ContentTask): Promise<Renderings> => ({
  ...nothing,
  made: await renderFilm(path, type, folder),
});

async function sound({ path, type, folder }: ContentTask): Promise<Renderings> {
  const waveform = await waveformOf(path, type);
  return { ...nothing, waveform, made: waveform ? [await drawWaveform(waveform, folder)] : [] };
}

async function printed({ folder }: ContentTask, file: { path: string; size: number }): Promise<Renderings> {
  try {
    const pdf = await openPdf(file.path, file.size);
    return { ...nothing, made: await renderPdf(pdf, folder), pageCount: pdf.numPages };
  } catch (error) {
    // What cannot be opened has no pages to show.
    if (error instanceof PdfClosed) return nothing;
    throw error;
  }
}

/** Pages by LibreOffice; without it the small picture that many programs put into their files. */
async function office(task: ContentTask): Promise<Renderings> {
  const pdf = await officeToPdf(task.path, task.folder);
  if (!pdf) return { ...nothing, made: await ownThumbnail(task) };
  const pages = await printed(task, pdf);
  const file = 'printed.pdf';
  await rename(pdf.path, join(task.folder, file));
  const whole: Made = {
    kind: 'PDF',
    file,
    mediaType: 'application/pdf',
    width: null,
    height: null,
    page: null,
  };
  return { ...pages, made: [...pages.made, whole] };
}

const THUMBNAILS = /^(?:docProps\/thumbnail\.jpe?g|Thumbnails\/thumbnail\.png)$/;
const MOST_BYTES = 2_000_000;

async function ownThumbnail({ path, folder, type }: ContentTask): Promise<Made[]> {
  if (!/officedocument|opendocument/.test(type.mediaType)) return [];
  const zip = await openZip(path, 50_000);
  try {
    const entry = zip.entries.find((one) => THUMBNAILS.test(one.path) && one.size <= MOST_BYTES);
    if (!entry) return [];
    const pieces = await (await entry.open()).toArray();
    const file = join(folder, 'own-thumbnail');
    await writeFile(file, Buffer.concat(pieces as Buffer[]));
    return [await drawWebp(sharp(file), 'THUMBNAIL', { edge: EDGES.thumbnail, folder })];
  } catch (error) {
    // A damaged little picture is as good as none: libvips and the unpacker throw plain errors.
    if (error instanceof Error) return [];
    throw error;
  } finally {
    zip.close();
  }
}
