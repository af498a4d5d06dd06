import type { RecordingCardFragment } from '../../../generated/graphql';
import { isOpen } from '../../core/files/scan.rules';

/** A film that can be played, and which part of its meeting it shows, in seconds from the beginning of that. */
export interface FilmSpan {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

type Recorded = Pick<RecordingCardFragment, 'id' | 'beginsAtSeconds' | 'durationSeconds'> & {
  readonly file?: Pick<NonNullable<RecordingCardFragment['file']>, 'scan'> | null;
};

/** Clocks of devices and of media servers are a moment apart. */
const APART = 1;

/** The recordings that can be played, by what they show. */
export const filmsOf = (recordings: readonly Recorded[]): readonly FilmSpan[] =>
  recordings.flatMap(({ id, beginsAtSeconds: from, durationSeconds, file }) => {
    const isPlayable = file != null && isOpen(file);
    return isPlayable && from != null && durationSeconds != null
      ? [{ id, from, to: from + durationSeconds }]
      : [];
  });

/** The film that shows a moment; undefined where none does. */
export const filmAt = (films: readonly FilmSpan[], seconds: number): FilmSpan | undefined =>
  films.find(({ from, to }) => seconds >= from - APART && seconds < to);
