import type { Span } from './layout.rules.js';

/** What was written of one participant between a beginning and an end. */
export interface Written {
  readonly participantId: string;
  /** As they were called. */
  readonly displayName: string;
  /** What the names of its files begin with. */
  readonly name: string;
}

/** Something that happened, by the clock. */
export interface Marked {
  readonly at: Date;
  readonly title: string;
}

/** A part of a recording that has a title. */
export interface Chapter {
  readonly title: string;
  readonly startSeconds: number;
}

/** A track that can be played, and when in the recording it was. */
export interface Track {
  readonly path: string;
  readonly format: 'ogg' | 'matroska' | 'mov';
  readonly span: Span;
}

/** A track of pictures, and when there were any. */
export interface PictureTrack extends Track {
  readonly shown: readonly Span[];
}

/** One participant as a recording has them. */
export interface Cast {
  readonly displayName: string;
  readonly sounds: readonly Track[];
  readonly cameras: readonly PictureTrack[];
  readonly screens: readonly PictureTrack[];
}

/** What came of a recording. */
export interface Composed {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly durationSeconds: number;
  /** When it begins, by the clock of the media server. */
  readonly beganAt: Date;
  readonly chapters: readonly Chapter[];
}
