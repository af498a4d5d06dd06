import type { AnchorInput, FileCommentItemFragment } from '../../../generated/graphql';
import { clockText } from '../../ui/time/length';

/** Where in a file a comment points, as the server says it. */
export type Anchor = NonNullable<FileCommentItemFragment['anchor']>;

/** A part of a picture: its edges as shares of the whole, 0 to 1. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A place in a file: a page, a moment, or a part of a picture. */
export type PlaceInFile =
  | { readonly kind: 'page'; readonly page: number }
  | { readonly kind: 'moment'; readonly seconds: number }
  | { readonly kind: 'region'; readonly region: Region };

/** The place that a comment points to; null for all of the file. */
export function placeOf(anchor: Anchor | null): PlaceInFile | null {
  if (!anchor) return null;
  const { page, seconds, x, y, width, height } = anchor;
  if (page !== null) return { kind: 'page', page };
  if (seconds !== null) return { kind: 'moment', seconds };
  if (x === null || y === null || width === null || height === null) return null;
  return { kind: 'region', region: { x, y, width, height } };
}

/** The same as the server takes it; null for all of the file. */
export function anchorOf(place: PlaceInFile | null): AnchorInput | null {
  if (!place) return null;
  if (place.kind === 'page') return { page: place.page };
  if (place.kind === 'moment') return { seconds: place.seconds };
  return { ...place.region };
}

/** What the words of a place are made of: the key of its text, and what stands in it. */
export function wordsOf(place: PlaceInFile): { readonly key: string; readonly at: string } {
  if (place.kind === 'page') return { key: 'files.comments.onPage', at: String(place.page) };
  if (place.kind === 'moment') return { key: 'files.comments.atMoment', at: clockText(place.seconds) };
  return { key: 'files.comments.onRegion', at: '' };
}

const inside = (value: number): number => Math.min(1, Math.max(0, value));

/** The part between two corners, whichever way it was drawn. */
export function regionBetween(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): Region {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)].map(inside);
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)].map(inside);
  const [x, y] = [left ?? 0, top ?? 0];
  return { x, y, width: (right ?? 0) - x, height: (bottom ?? 0) - y };
}

const STEP = 0.02;
const SMALLEST = 0.04;

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/** The part after an arrow key: it moves, with Shift it grows and shrinks; null for other keys. */
export function afterKey(region: Region, key: string, resizes: boolean): Region | null {
  const arrow = arrows[key];
  if (!arrow) return null;
  const [across, down] = arrow;
  const { x, y, width, height } = region;
  if (resizes) {
    const [wide, high] = [Math.max(SMALLEST, width + across), Math.max(SMALLEST, height + down)];
    return { x, y, width: Math.min(1 - x, wide), height: Math.min(1 - y, high) };
  }
  const [left, top] = [Math.max(0, x + across), Math.max(0, y + down)];
  return { width, height, x: Math.min(1 - width, left), y: Math.min(1 - height, top) };
}
