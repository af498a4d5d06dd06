import type { ArchiveEntry, ArchiveFault } from './archive-budget.js';
import type { FileType } from './known-types.rules.js';
import type { WatermarkWords } from './watermark.rules.js';

/** What a child process is asked to do with one file. Everything in it can be told as JSON. */
export interface ContentTask {
  readonly kind: 'inspect' | 'render' | 'read' | 'strip' | 'stream' | 'watermark';
  /** The file; it is only read. */
  readonly path: string;
  /** Its size in bytes. */
  readonly size: number;
  readonly type: FileType;
  /** An empty folder of its own: results are laid down in it, and nothing else is written. */
  readonly folder: string;
  /** What a watermark says. */
  readonly words?: WatermarkWords;
}

/** Why nobody can look into a file, so that it stays in quarantine. */
export type Obstacle = ArchiveFault;

/** What was measured in a file; null or absent where it has no such thing. */
export interface Measures {
  readonly width?: number | null;
  readonly height?: number | null;
  readonly frames?: number | null;
  readonly durationSeconds?: number | null;
  readonly pageCount?: number | null;
  /** RFC 3339, in UTC. */
  readonly takenAt?: string | null;
  /** Whether it says where a picture was taken. */
  readonly hasPlace?: boolean | null;
}

/** What `inspect` answers. */
export interface Inspection {
  /** As it is after a look at all of it. */
  readonly type: FileType;
  readonly obstacle: Obstacle | null;
  readonly measures: Measures;
  /** The contents of an archive. */
  readonly entries: readonly ArchiveEntry[];
}

/** Kinds of what is made from files; the names of the schema's RenditionKind. */
export type MadeKind = 'THUMBNAIL' | 'PREVIEW' | 'POSTER' | 'STREAM' | 'WAVEFORM' | 'PDF' | 'TEXT';

/** One file that was made, by its name in the folder of the task. */
export interface Made {
  readonly kind: MadeKind;
  readonly file: string;
  readonly mediaType: string;
  readonly width: number | null;
  readonly height: number | null;
  /** Counts from 1; null where there are no pages. */
  readonly page: number | null;
}

/** What `render` answers. */
export interface Renderings {
  readonly made: readonly Made[];
  /** A hundred heights of a sound, 0 to 1. */
  readonly waveform: readonly number[] | null;
  /** False where its bytes turned out to be no picture after all. */
  readonly isReadable: boolean;
  readonly pageCount: number | null;
}

/** What `read` answers: the words are in a file, pages divided by form feeds. */
export interface Reading {
  /** Its name in the folder; null where there are no words. */
  readonly file: string | null;
  readonly pages: number;
  /** Whether the words were read off a picture. */
  readonly isGuessed: boolean;
  /** Whether there was more than is kept. */
  readonly isCut: boolean;
}

/** What `strip` answers: the name of the copy, null where the file says nothing of a place. */
export interface Stripped {
  readonly file: string | null;
}

/** What `stream` answers: null where nobody can turn it into something that browsers play. */
export interface Streamable {
  readonly made: Made | null;
}

/** What `watermark` answers: the name of the picture with the words in it. */
export interface Watermarked {
  readonly file: string;
}

/** Answers by the kind of task. */
export interface ContentAnswers {
  readonly inspect: Inspection;
  readonly render: Renderings;
  readonly read: Reading;
  readonly strip: Stripped;
  readonly stream: Streamable;
  readonly watermark: Watermarked;
}

/** A picture may have so many pixels, all its frames together. */
export const MOST_PIXELS = 50_000_000;

/** And so many frames. */
export const MOST_FRAMES = 200;
