import type { Readable } from 'node:stream';
import { type Entry, type ZipFile, openPromise } from 'yauzl';
import { ArchiveRefused } from './archive-budget.js';

/** One entry of a ZIP, as its list of contents says. */
export interface ZipEntry {
  readonly path: string;
  readonly packed: number;
  readonly size: number;
  readonly isSealed: boolean;
  readonly isLink: boolean;
  /** Whether it is packed in a way that can be unpacked here. */
  readonly isReadable: boolean;
  /** Unpacks it; breaks off when there is more or less in it than the list says. */
  open(): Promise<Readable>;
}

/** An open ZIP; close() it. */
export interface OpenZip {
  readonly entries: readonly ZipEntry[];
  close(): void;
}

const LINK = 0xa000;
const FILE_TYPE = 0xf000;
const STORED = 0;
const DEFLATED = 8;

/**
 * Opens a ZIP and reads its list of contents.
 * @param most more entries than this are not listed @throws ArchiveRefused BROKEN, OVERLAP, ENTRIES
 */
export async function openZip(path: string, most: number): Promise<OpenZip> {
  const zip = await broken(() =>
    openPromise(path, {
      lazyEntries: true,
      decodeStrings: false,
      validateEntrySizes: true,
      autoClose: false,
    }),
  );
  try {
    if (zip.entryCount > most) throw new ArchiveRefused('ENTRIES');
    const entries = await broken(() => entriesOf(zip));
    checkOverlap(entries);
    return {
      entries: entries.map((entry) => toEntry(zip, entry)),
      close: () => {
        zip.close();
      },
    };
  } catch (error) {
    // Whatever is wrong with its list, the file behind it is closed.
    zip.close();
    throw error;
  }
}

/** What yauzl says of a file that is no ZIP, or a damaged one, is a fault of that file. */
async function broken<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    // The reader throws plain errors for whatever does not fit together.
    throw error instanceof ArchiveRefused ? error : new ArchiveRefused('BROKEN', { cause: error });
  }
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  return entries;
}

/** Bombs of a few kilobytes let thousands of entries share the same bytes. */
function checkOverlap(entries: readonly Entry[]): void {
  const HEADER = 30;
  const spans = entries
    .map(({ relativeOffsetOfLocalHeader: from, compressedSize }) => ({
      from,
      to: from + HEADER + compressedSize,
    }))
    .sort((one, other) => one.from - other.from);
  let reached = 0;
  for (const { from, to } of spans) {
    if (from < reached) throw new ArchiveRefused('OVERLAP');
    reached = to;
  }
}

/** Names are UTF-8 where the entry says so, and are read as such where they can be; nobody unpacks by them here. */
function toEntry(zip: ZipFile, entry: Entry): ZipEntry {
  const { compressionMethod: method, externalFileAttributes } = entry;
  const raw: unknown = entry.fileName;
  return {
    path: Buffer.isBuffer(raw) ? raw.toString('utf8') : String(raw),
    packed: entry.compressedSize,
    size: entry.uncompressedSize,
    isSealed: (entry.generalPurposeBitFlag & 1) === 1,
    isLink: ((externalFileAttributes >>> 16) & FILE_TYPE) === LINK,
    isReadable: method === STORED || method === DEFLATED,
    open: () => broken(() => zip.openReadStreamPromise(entry)),
  };
}
