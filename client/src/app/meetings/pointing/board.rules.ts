import type { Spot } from './picture-place.rules';

/** Somebody moved their pointer over a shared screen, or drew on it. */
export interface Move extends Spot {
  readonly participantId: string;
  readonly sharerId: string;
  /** The line that is being drawn; null where they only point. */
  readonly stroke: string | null;
  /** The way there, the oldest first. */
  readonly via: readonly Spot[];
  /** They point no longer. */
  readonly done: boolean;
}

/** A place, and when it is reached. */
interface Passed extends Spot {
  readonly at: number;
}

/** The way of a pointer, or a line that it drew. */
interface Way {
  readonly participantId: string;
  readonly sharerId: string;
  /** Of lines, which of theirs it is. */
  readonly stroke: string | null;
  readonly passed: readonly Passed[];
}

/** All that people point at and have drawn on shared screens. */
export interface Board {
  readonly pointers: readonly Way[];
  readonly lines: readonly Way[];
}

export const EMPTY: Board = { pointers: [], lines: [] };

/** How it is shown: what comes at once is played for so long, and what is over fades for so long, in milliseconds. */
export interface Pace {
  readonly play: number;
  readonly fade: number;
}

/** What comes in steps moves evenly, and is a step late. */
export const SMOOTH: Pace = { play: 90, fade: 700 };
/** For whoever wants nothing to move that need not: everything is there at once, and gone at once. */
export const AT_ONCE: Pace = { play: 0, fade: 0 };

/** A line stays so long after it was lifted: to be looked at, and out of the way again. */
const LINE_MS = 4_000;
/** A pointer that rests is not forgotten on the picture. */
const POINTER_MS = 6_000;
/** More lines at once would cover the screen; of too many the oldest go. */
const MOST_LINES = 80;
/** A line of more places than this fades from its beginning. */
const LONGEST = 1_500;

const isOf =
  ({ participantId, sharerId }: Pick<Way, 'participantId' | 'sharerId'>) =>
  (way: Way): boolean =>
    way.participantId === participantId && way.sharerId === sharerId;

const endOf = ({ passed }: Way): number => passed.at(-1)?.at ?? 0;

/** When each place is reached: evenly until the next step comes, and never before what came earlier. */
function timed(spots: readonly Spot[], after: number, now: number, play: number): readonly Passed[] {
  const from = Math.max(now, after);
  const until = Math.max(from, now + play);
  return spots.map(({ x, y }, nth) => ({ x, y, at: from + ((until - from) * (nth + 1)) / spots.length }));
}

/** Where they were until now: whoever has rested sets out from there now. */
function rested(passed: readonly Passed[], [next]: readonly Passed[], now: number): readonly Passed[] {
  const last = passed.at(-1);
  if (!last || !next || last.at >= now) return passed;
  return [...passed.slice(0, -1), { ...last, at: now }];
}

/** With these passed as well; of a pointer only where it is and goes is kept. */
function pointerWith(before: Way | undefined, move: Move, next: readonly Passed[], now: number): Way {
  const { participantId, sharerId } = move;
  const known = rested(before?.passed ?? [], next, now);
  const here = known.findLastIndex(({ at }) => at <= now);
  return { participantId, sharerId, stroke: null, passed: [...known.slice(Math.max(0, here)), ...next] };
}

function linesWith({ lines }: Board, move: Move, next: readonly Passed[], now: number): readonly Way[] {
  const { participantId, sharerId, stroke } = move;
  if (stroke === null) return lines;
  const before = lines.find((line) => isOf(move)(line) && line.stroke === stroke);
  const line = {
    participantId,
    sharerId,
    stroke,
    passed: [...rested(before?.passed ?? [], next, now), ...next].slice(-LONGEST),
  };
  return before ? lines.map((each) => (each === before ? line : each)) : [...lines, line].slice(-MOST_LINES);
}

/** After somebody moved. What they drew stays a while, also where they point no longer. */
export function afterMove(board: Board, move: Move, now: number, { play }: Pace): Board {
  const pointer = board.pointers.find(isOf(move));
  const others = board.pointers.filter((each) => each !== pointer);
  if (move.done) return { ...board, pointers: others };
  const next = timed([...move.via, { x: move.x, y: move.y }], pointer ? endOf(pointer) : now, now, play);
  return {
    pointers: [...others, pointerWith(pointer, move, next, now)],
    lines: linesWith(board, move, next, now),
  };
}

const isThere =
  (now: number, stays: number) =>
  (way: Way): boolean =>
    now < endOf(way) + stays;

/** After a while: what has faded is gone. */
export function afterTime(board: Board, now: number, { fade }: Pace): Board {
  const pointers = board.pointers.filter(isThere(now, POINTER_MS + fade));
  const lines = board.lines.filter(isThere(now, LINE_MS + fade));
  const isSame = pointers.length === board.pointers.length && lines.length === board.lines.length;
  return isSame ? board : { pointers, lines };
}

/** What is left when only these share their screens, and only these are there to point. */
export function whereShared(board: Board, sharers: ReadonlySet<string>, present: ReadonlySet<string>): Board {
  const stays = ({ sharerId, participantId }: Way): boolean =>
    sharers.has(sharerId) && present.has(participantId);
  if ([...board.pointers, ...board.lines].every(stays)) return board;
  return { pointers: board.pointers.filter(stays), lines: board.lines.filter(stays) };
}

/** Whether nothing is shown and nothing fades. */
export const isEmpty = ({ pointers, lines }: Board): boolean => pointers.length + lines.length === 0;

/** A pointer as it stands at a moment. */
export interface PointerShown extends Spot {
  readonly participantId: string;
  readonly opacity: number;
}

/** A line as far as it is drawn at a moment. */
export interface LineShown {
  readonly key: string;
  readonly participantId: string;
  readonly spots: readonly Spot[];
  readonly opacity: number;
}

/** How far somebody has come between two places. */
function between(before: Passed, next: Passed, now: number): Spot {
  const share = (now - before.at) / (next.at - before.at);
  return { x: before.x + (next.x - before.x) * share, y: before.y + (next.y - before.y) * share };
}

/** All that was passed, and where they are on the way to the next; nothing before the first was reached. */
function reached(passed: readonly Passed[], now: number): readonly Spot[] {
  const nextAt = passed.findIndex(({ at }) => at > now);
  if (nextAt === -1) return passed;
  const [before, next] = [passed[nextAt - 1], passed[nextAt]];
  return before && next ? [...passed.slice(0, nextAt), between(before, next, now)] : [];
}

function opacityOf(way: Way, now: number, stays: number, { fade }: Pace): number {
  const over = now - endOf(way) - stays;
  if (over <= 0) return 1;
  return over < fade ? 1 - over / fade : 0;
}

/** The pointers over one screen at a moment. */
export function pointersOn(
  { pointers }: Board,
  sharerId: string,
  now: number,
  pace: Pace,
): readonly PointerShown[] {
  return pointers.flatMap((way) => {
    const opacity = opacityOf(way, now, POINTER_MS, pace);
    const here = reached(way.passed, now).at(-1) ?? way.passed[0];
    const isSeen = way.sharerId === sharerId && here && opacity > 0;
    return isSeen ? [{ participantId: way.participantId, x: here.x, y: here.y, opacity }] : [];
  });
}

/** The lines on one screen at a moment. */
export function linesOn({ lines }: Board, sharerId: string, now: number, pace: Pace): readonly LineShown[] {
  return lines.flatMap((way) => {
    const opacity = opacityOf(way, now, LINE_MS, pace);
    const spots = reached(way.passed, now);
    if (way.sharerId !== sharerId || spots.length === 0 || opacity === 0) return [];
    const { participantId, stroke } = way;
    return [{ key: `${participantId}:${stroke ?? ''}`, participantId, spots, opacity }];
  });
}

const COLOURS = 6;

/** A colour of somebody's own, from 1: always the same, unless somebody who points as well has it already. */
export function colourFor(participantId: string, taken: ReadonlySet<number>): number {
  let hash = 0;
  for (const letter of participantId) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  const inTurn = Array.from({ length: COLOURS }, (_, nth) => ((hash + nth) % COLOURS) + 1);
  return inTurn.find((colour) => !taken.has(colour)) ?? (hash % COLOURS) + 1;
}
