import type { MeetingLayout } from '../../../generated/graphql';
import { type Box, GAP, type Place, SMALLEST, fitting, gridOf } from './tile-grid.rules';

/** One picture on the stage: somebody's face, or the screen they share. */
export interface Tile {
  readonly key: string;
  readonly participantId: string;
  readonly screen: boolean;
  readonly own: boolean;
}

/** What decides who is shown large. */
export interface Wish {
  readonly layout: MeetingLayout;
  /** The tile that the viewer keeps large for themselves. */
  readonly pinned: string | null;
  /** Whom a host shows large to everybody. */
  readonly spotlightId: string | null;
  readonly speakerId: string | null;
}

/** Who stands where on the stage, and on how many pages. */
export interface Stage<T extends Tile> {
  readonly shown: readonly Shown<T>[];
  readonly page: number;
  readonly pages: number;
}

/** A tile in its place. */
export interface Shown<T extends Tile> extends Place {
  readonly tile: T;
  readonly large: boolean;
}

const FACE = 16 / 9;
/** In a strip below, at least so many faces stand beside each other: on a phone they are cut at the sides. */
const BELOW = 3;
const CUT_FACE = 4 / 3;
/** A strip beside needs a stage that is wide enough for both. */
const BESIDE_FROM = 640;

/** The tile that is shown large; null where all are alike. A shared screen is what everybody looks at. */
export function largeOf<T extends Tile>(tiles: readonly T[], wish: Wish): T | null {
  const faceOf = (id: string | null): T | undefined =>
    tiles.find(({ participantId, screen }) => participantId === id && !screen);
  const wanted =
    tiles.find(({ key }) => key === wish.pinned) ??
    tiles.find(({ screen, own }) => screen && !own) ??
    faceOf(wish.spotlightId);
  if (wanted) return wanted;
  if (wish.layout === 'GRID' || tiles.length < 2) return null;
  return faceOf(wish.speakerId) ?? tiles.find(({ own }) => !own) ?? null;
}

interface Cut {
  readonly stage: Box;
  readonly strip: Box;
  readonly at: Pick<Place, 'x' | 'y'>;
  readonly capacity: number;
  readonly face: Box;
  readonly beside: boolean;
}

const between = (least: number, value: number, most: number): number =>
  Math.min(most, Math.max(least, value));

/** Divides the stage into the large picture and a strip of small ones: beside it, or below. */
function cut(box: Box, beside: boolean): Cut {
  if (beside) {
    const width = between(140, box.width * 0.2, 260);
    const face = { width, height: width / FACE };
    const stage = { width: box.width - width - GAP, height: box.height };
    const capacity = Math.max(1, Math.floor((box.height + GAP) / (face.height + GAP)));
    return {
      stage,
      face,
      beside,
      capacity,
      strip: { width, height: box.height },
      at: { x: stage.width + GAP, y: 0 },
    };
  }
  const tallest = between(72, box.height * 0.2, 150);
  const third = Math.floor((box.width - GAP * (BELOW - 1)) / BELOW);
  const width = Math.min(tallest * FACE, Math.max(SMALLEST.width, third));
  const height = Math.min(tallest, width / CUT_FACE);
  const face = { width, height };
  const stage = { width: box.width, height: box.height - height - GAP };
  const capacity = Math.max(1, Math.floor((box.width + GAP) / (face.width + GAP)));
  return {
    stage,
    face,
    beside,
    capacity,
    strip: { width: box.width, height },
    at: { x: 0, y: stage.height + GAP },
  };
}

/** One after the other, in the middle of the strip. */
function inStrip({ strip, at, face, beside }: Cut, count: number): readonly Place[] {
  const step = (beside ? face.height : face.width) + GAP;
  const free = (beside ? strip.height : strip.width) - (count * step - GAP);
  return Array.from({ length: count }, (_, index) => {
    const along = free / 2 + index * step;
    return { ...face, x: at.x + (beside ? 0 : along), y: at.y + (beside ? along : 0) };
  });
}

/** With the viewer on the first page at the latest: however many there are, they see how others see them. */
function withOwnInFront<T extends Tile>(tiles: readonly T[], size: number): readonly T[] {
  const at = tiles.findIndex(({ own, screen }) => own && !screen);
  if (size < 2 || at < size) return tiles;
  const others = tiles.filter((_, index) => index !== at);
  return [...others.slice(0, size - 1), ...tiles.slice(at, at + 1), ...others.slice(size - 1)];
}

function pageOf<T extends Tile>(
  tiles: readonly T[],
  size: number,
  page: number,
): readonly [readonly T[], number, number] {
  const pages = Math.max(1, Math.ceil(tiles.length / size));
  const at = between(0, page, pages - 1);
  return [withOwnInFront(tiles, size).slice(at * size, (at + 1) * size), at, pages];
}

/** How many faces the first page of a grid takes. */
export const frontOf = fitting;

/** Puts everybody in their place; what is not on this page is not there at all, and costs nothing. */
export function stageOf<T extends Tile>(
  tiles: readonly T[],
  wish: Wish,
  box: Box,
  wantedPage: number,
): Stage<T> {
  const large = largeOf(tiles, wish);
  const small = tiles.filter((tile) => tile !== large);
  if (!large || small.length === 0) {
    const [here, page, pages] = pageOf(tiles, fitting(box), wantedPage);
    const places = gridOf(here.length, box);
    const shown = here.flatMap((tile, at) => placed(tile, places[at], large !== null));
    return { shown, page, pages };
  }
  const beside = box.width >= BESIDE_FROM && wish.layout !== 'SPEAKER';
  const parts = cut(box, beside);
  const [here, page, pages] = pageOf(small, parts.capacity, wantedPage);
  const places = inStrip(parts, here.length);
  const first = placed(large, { x: 0, y: 0, ...parts.stage }, true);
  return { shown: [...first, ...here.flatMap((tile, at) => placed(tile, places[at], false))], page, pages };
}

const placed = <T extends Tile>(tile: T, place: Place | undefined, large: boolean): Shown<T>[] =>
  place ? [{ tile, large, ...place }] : [];

/**
 * The order of people after somebody spoke: whoever is on a further page changes places with the one in front who was
 * silent the longest; those who stand in front already stay where they are.
 */
export function broughtForward(
  order: readonly string[],
  speakerId: string,
  front: number,
  spokeAt: ReadonlyMap<string, number>,
): readonly string[] {
  const from = order.indexOf(speakerId);
  if (from < front) return order;
  const inFront = order.slice(0, front);
  const silent = inFront.reduce((least, id) =>
    (spokeAt.get(id) ?? 0) < (spokeAt.get(least) ?? 0) ? id : least,
  );
  return order.map((id) => (id === speakerId ? silent : id === silent ? speakerId : id));
}

/** The order of people after some came or went: whoever is there stays in their place. */
export function afterComings(order: readonly string[], present: readonly string[]): readonly string[] {
  const stay = order.filter((id) => present.includes(id));
  const came = present.filter((id) => !order.includes(id));
  return came.length === 0 && stay.length === order.length ? order : [...stay, ...came];
}
