import type { Measured, QualityLevel } from '../media/quality.rules';

/** How much of the pictures a line carries; sound goes before everything. */
export type Pictures = 'all' | 'near' | 'none';

/** Where it stands, and for how many measurements it has been bad or good. */
export interface LineCare {
  readonly pictures: Pictures;
  readonly poorFor: number;
  readonly goodFor: number;
}

export const FULL_LINE: LineCare = { pictures: 'all', poorFor: 0, goodFor: 0 };

/** One bad measurement is chance, two in a row (ten seconds) are a bad line. */
const POOR_IS = 2;
/** Half a minute, so that pictures do not come and go. */
const GOOD_IS = 6;

const LESS: Readonly<Record<Pictures, Pictures>> = { all: 'near', near: 'none', none: 'none' };
const MORE: Readonly<Record<Pictures, Pictures>> = { none: 'near', near: 'all', all: 'all' };

/**
 * How a line is for pictures: what is lost of them, and what queues before them. How unevenly they arrive says as much of a
 * device that is busy, which gains nothing by their pausing.
 */
export function lineFor({ lossRatio, roundTripMs }: Measured): QualityLevel {
  if (lossRatio > 0.08 || roundTripMs > 1_000) return 'poor';
  return lossRatio > 0.03 || roundTripMs > 500 ? 'fair' : 'good';
}

/** How much is shown after a measurement. A fair line is left as it is. */
export function afterMeasuring(care: LineCare, level: QualityLevel): LineCare {
  if (level === 'fair') return { ...care, poorFor: 0, goodFor: 0 };
  if (level === 'poor') {
    const poorFor = care.poorFor + 1;
    return poorFor < POOR_IS
      ? { ...care, poorFor, goodFor: 0 }
      : { pictures: LESS[care.pictures], poorFor: 0, goodFor: 0 };
  }
  const goodFor = care.goodFor + 1;
  return goodFor < GOOD_IS
    ? { ...care, poorFor: 0, goodFor }
    : { pictures: MORE[care.pictures], poorFor: 0, goodFor: 0 };
}
