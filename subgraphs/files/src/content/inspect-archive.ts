import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import {
  ARCHIVE_LIMITS,
  ArchiveBudget,
  type ArchiveEntry,
  type ArchiveFault,
  type ArchiveLimits,
  ArchiveRefused,
} from './archive-budget.js';
import { tarEntries } from './tar-entries.js';
import { type ZipEntry, openZip } from './zip-entries.js';

/** What is in an archive, and what is wrong with it. */
export interface ArchiveReport {
  /** The first thing that was wrong; nothing after it was looked at. */
  readonly fault: ArchiveFault | null;
  readonly entries: number;
  readonly unpackedBytes: number;
  /** The first thousand entries. */
  readonly listed: readonly ArchiveEntry[];
  /** The names of the outermost archive. */
  readonly names: readonly string[];
}

interface Walk {
  readonly budget: ArchiveBudget;
  readonly limits: ArchiveLimits;
  /** Where archives inside archives are laid down while they are read. */
  readonly folder: string;
  readonly names: string[];
}

type Form = 'zip' | 'tar' | 'gzip';

/** Where an archive stands: how deep, and in which ones. */
interface Place {
  readonly depth: number;
  readonly within: string;
}

/**
 * Unpacks a ZIP, tar or gzip without keeping anything, archives inside it as well, until its end or the first fault.
 * What it says of its own size is not believed.
 * @param size of the file, in bytes @param folder an empty one of its own, for archives inside it
 */
export async function inspectArchive(
  path: string,
  options: { size: number; folder: string; form: Form; limits?: ArchiveLimits },
): Promise<ArchiveReport> {
  const { size, folder, form, limits = ARCHIVE_LIMITS } = options;
  const walk: Walk = { budget: new ArchiveBudget(size, limits), limits, folder, names: [] };
  let fault: ArchiveFault | null = null;
  try {
    await WALKS[form](walk, path, { depth: 1, within: '' });
  } catch (error) {
    // A fault is what was looked for; anything else is one of this program.
    if (!(error instanceof ArchiveRefused)) throw error;
    ({ fault } = error);
  }
  const { entries, unpacked: unpackedBytes, listed } = walk.budget;
  return { fault, entries, unpackedBytes, listed, names: walk.names };
}

const OFFICE = /\.(?:docx|xlsx|pptx|odt|ods|odp|epub)\/$/i;

const WALKS: Readonly<Record<Form, (walk: Walk, path: string, place: Place) => Promise<void>>> = {
  zip: walkZip,
  tar: (walk, path, place) => walkTar(walk, createReadStream(path), place),
  gzip: walkGzip,
};

async function walkZip(walk: Walk, path: string, place: Place): Promise<void> {
  const zip = await openZip(path, walk.limits.entries);
  try {
    for (const entry of zip.entries) await walkZipEntry(walk, entry, place);
  } finally {
    zip.close();
  }
}

async function walkZipEntry(walk: Walk, entry: ZipEntry, { depth, within }: Place): Promise<void> {
  walk.budget.add(entry.path, within, entry.size);
  if (depth === 1) walk.names.push(entry.path);
  if (entry.isLink) throw new ArchiveRefused('LINK');
  if (entry.isSealed) throw new ArchiveRefused('SEALED');
  if (entry.path.endsWith('/')) return;
  // Packed in a way of its own: what it says of its size has to do.
  if (!entry.isReadable) {
    walk.budget.take(entry.size);
    return;
  }
  await walkContent(walk, await entry.open(), { depth, within: `${within}${entry.path}/` });
}

async function walkTar(walk: Walk, bytes: AsyncIterable<Buffer>, { depth, within }: Place): Promise<void> {
  for await (const entry of tarEntries(bytes)) {
    walk.budget.add(entry.path, within, entry.size);
    if (depth === 1) walk.names.push(entry.path);
    if (!entry.isPlain) throw new ArchiveRefused('LINK');
    await walkContent(walk, entry.bytes, { depth, within: `${within}${entry.path}/` });
  }
}

/** One packed file; a tar that is packed this way counts as one archive, as everybody sees it. */
async function walkGzip(walk: Walk, path: string, place: Place): Promise<void> {
  const unpacked = unpackedBy(createReadStream(path));
  const { head, bytes } = await peek(counted(walk.budget, unpacked));
  if (isTar(head)) {
    await walkTar(walk, bytes, place);
    return;
  }
  await walkContent(walk, bytes, place, { isCounted: true });
}

/** Damaged packing is a fault of the file, and shows as an error of the unpacker. */
async function* unpackedBy(source: Readable): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const piece of source.pipe(gunzip)) yield piece as Buffer;
  } catch (error) {
    // zlib has no other way to say that the bytes are not packed.
    throw error instanceof ArchiveRefused ? error : new ArchiveRefused('BROKEN', { cause: error });
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

async function* counted(budget: ArchiveBudget, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of bytes) {
    budget.take(piece.length);
    yield piece;
  }
}

/** Reads what an entry holds to its end; where it is an archive itself, that one is walked too. */
async function walkContent(
  walk: Walk,
  bytes: AsyncIterable<Buffer>,
  { depth, within }: Place,
  { isCounted = false } = {},
): Promise<void> {
  const content = await peek(isCounted ? bytes : counted(walk.budget, bytes));
  const form = formOf(content.head);
  if (!form) {
    await drained(content.bytes);
    return;
  }
  // An office file is a packed one that nobody takes for an archive: it may be the innermost.
  if (!(depth === walk.limits.depth && OFFICE.test(within))) walk.budget.enter(depth + 1);
  const file = join(walk.folder, `inner-${String(depth)}-${String(walk.budget.entries)}`);
  try {
    await broken(pipeline(Readable.from(content.bytes), createWriteStream(file, { flags: 'wx' })));
    await WALKS[form](walk, file, { depth: depth + 1, within });
  } finally {
    await rm(file, { force: true });
  }
}

/** Sizes that are not as the list says show as plain errors of the stream. */
async function broken(reading: Promise<unknown>): Promise<void> {
  try {
    await reading;
  } catch (error) {
    // The reader of ZIPs throws plain errors; a full disk has a code and is no fault of the archive.
    if (error instanceof ArchiveRefused || (error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
    throw new ArchiveRefused('BROKEN', { cause: error });
  }
}

async function drained(bytes: AsyncIterable<Buffer>): Promise<void> {
  const reading = async (): Promise<void> => {
    const pieces = bytes[Symbol.asyncIterator]();
    while (!(await pieces.next()).done);
  };
  await broken(reading());
}

const TAR_MARK_END = 263;

/** The beginning of a stream, and the whole of it. */
async function peek(source: AsyncIterable<Buffer>): Promise<{ head: Buffer; bytes: AsyncGenerator<Buffer> }> {
  const pieces = source[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let ended = false;
  const reading = async (): Promise<void> => {
    while (head.length < TAR_MARK_END && !ended) {
      const next = await pieces.next();
      if (next.done) ended = true;
      else head = Buffer.concat([head, next.value]);
    }
  };
  await broken(reading());
  const bytes = async function* (): AsyncGenerator<Buffer> {
    yield head;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  };
  return { head, bytes: bytes() };
}

const isTar = (head: Buffer): boolean => head.toString('latin1', 257, 262) === 'ustar';

function formOf(head: Buffer): Form | null {
  const mark = head.toString('hex', 0, 4);
  if (mark === '504b0304' || mark === '504b0506') return 'zip';
  if (mark.startsWith('1f8b08')) return 'gzip';
  return isTar(head) ? 'tar' : null;
}
