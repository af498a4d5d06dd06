import { invalid } from '@parley/kit';
import type { Anchor } from './comment.js';
import type { AnchorInput } from './comment.inputs.js';

const LONGEST = 10_000;
const MOST_PAGES = 1_000_000;

/** @throws INVALID */
export function checkBody(given: string): string {
  const body = given.trim();
  if (body === '' || body.length > LONGEST) {
    throw invalid('body', `Write between 1 and ${String(LONGEST)} characters`);
  }
  return body;
}

const refuse = (sentence: string): Error => invalid('anchor', sentence);

const isShare = (n: number): boolean => n >= 0 && n <= 1;

/** A region has four edges and lies within the page. @throws INVALID */
function checkRegion({ x, y, width, height }: AnchorInput): Pick<Anchor, 'x' | 'y' | 'width' | 'height'> {
  if (x == null && y == null && width == null && height == null) return {};
  if (x == null || y == null || width == null || height == null) {
    throw refuse('A region has a left and an upper edge, a width and a height');
  }
  if (![x, y, width, height, x + width, y + height].every(isShare)) {
    throw refuse('A region lies within the page: its edges are between 0 and 1');
  }
  return { x, y, width, height };
}

/** A place as it is written down; null for all of the file. @throws INVALID */
export function checkAnchor(given: AnchorInput | null | undefined): Omit<Anchor, 'versionId'> | null {
  if (!given) return null;
  const { page, seconds } = given;
  if (page != null && (page < 1 || page > MOST_PAGES)) throw refuse('Pages are counted from 1');
  if (seconds != null && !(seconds >= 0)) throw refuse('A moment is after the beginning');
  const place = {
    ...(page != null && { page }),
    ...(seconds != null && { seconds }),
    ...checkRegion(given),
  };
  return Object.keys(place).length === 0 ? null : place;
}
